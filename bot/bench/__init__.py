"""How fast it is, in figures that hold on another machine: ratios of what is measured in one run."""
