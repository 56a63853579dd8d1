// Draws each picture from the rows of the table below it. The page says the same without it.
"use strict";

const percent = (share) => (share == null ? "—" : `${(100 * share).toFixed(1)}%`);
const column = (data, at) => data.rows.map((row) => row[at]);
const most = (data) => Math.max(...column(data, 2));

function look() {
  const root = getComputedStyle(document.documentElement);
  const colour = (name) => root.getPropertyValue(`--${name}`).trim();
  return { colour, size: 0.8 * parseFloat(root.fontSize), family: root.fontFamily };
}

function names(values, { colour, size }, more) {
  const axisLabel = { color: colour("text"), fontSize: size, width: 11 * size, overflow: "truncate", ...more };
  const axisLine = { lineStyle: { color: colour("line") } };
  return { type: "category", data: values, axisLabel, axisLine, axisTick: { show: false } };
}

function numbers({ colour, size }, more) {
  const axisLabel = { color: colour("faint"), fontSize: size, formatter: more?.formatter };
  return { type: "value", minInterval: 1, axisLabel, splitLine: { lineStyle: { color: colour("line") } }, ...more };
}

const shares = (style) => numbers(style, { formatter: (share) => `${Math.round(100 * share)}%`, max: 1, minInterval: 0 });

// One series for each column after the first; `value` makes of a row and a column what is drawn.
function series(data, colours, style, more, value = (row, at) => row[at]) {
  return data.columns.slice(1).map((name, n) => ({
    name,
    type: "bar",
    barMaxWidth: 40,
    color: style.colour(colours[n]),
    data: data.rows.map((row) => value(row, n + 1)),
    ...more,
  }));
}

const byDay = (data, style) => names(column(data, 0), style, { hideOverlap: true });

const SHAPES = {
  shares: (data, style) => ({
    xAxis: byDay(data, style),
    yAxis: shares(style),
    tooltip: { trigger: "axis", valueFormatter: percent },
    series: series(data, ["chart-1", "chart-2", "chart-3", "chart-4"], style, { stack: "all" }, (row, at) => {
      const all = row.slice(1).reduce((sum, n) => sum + n, 0);
      return all ? row[at] / all : null;
    }),
  }),
  stacks: (data, style) => ({
    xAxis: byDay(data, style),
    yAxis: numbers(style),
    tooltip: { trigger: "axis" },
    series: series(data, ["chart-1", "chart-4"], style, { stack: "all" }),
  }),
  bars: (data, style) => ({
    xAxis: byDay(data, style),
    yAxis: numbers(style),
    tooltip: { trigger: "axis" },
    series: series(data, ["chart-1", "chart-3", "chart-2"], style),
  }),
  ranks: (data, style) => ({
    xAxis: numbers(style),
    yAxis: { ...names(column(data, 0), style, { width: 16 * style.size, interval: 0 }), inverse: true },
    tooltip: { trigger: "axis" },
    legend: { show: false },
    series: series(data, ["chart-1"], style),
  }),
  reliability: (data, style) => ({
    xAxis: names(column(data, 0), style),
    yAxis: shares(style),
    tooltip: { trigger: "axis", valueFormatter: percent },
    series: [
      { at: 1, color: style.colour("faint"), lineStyle: { type: "dashed" }, symbol: "none" },
      { at: 3, color: style.colour("chart-1") },
      { at: 5, color: style.colour("chart-2"), symbol: "diamond" },
    ].map(({ at, ...how }) => ({
      name: data.columns[at], type: "line", symbolSize: 8, connectNulls: true, data: column(data, at), ...how,
    })),
  }),
  heat: (data, style) => {
    const order = [...new Set([...column(data, 0), ...column(data, 1)])];
    const among = (at) => order.filter((name) => column(data, at).includes(name));
    const cell = (row, n) => ({
      value: [row[1], row[0], row[2]],
      link: data.links[n],
      label: { color: style.colour(row[2] > most(data) / 2 ? "heat-end" : "heat-begin") },
      itemStyle: { borderColor: style.colour(row[3] ? "card" : "own-line"), borderWidth: row[3] ? 1 : 2 },
    });
    return {
      xAxis: names(among(1), style, { rotate: 40, interval: 0 }),
      yAxis: { ...names(among(0), style, { interval: 0 }), inverse: true },
      legend: { show: false },
      visualMap: { show: false, min: 0, max: most(data), inRange: { color: [style.colour("heat-from"), style.colour("heat-to")] } },
      tooltip: { formatter: ({ value }) => `应当是：${value[1]}\n当成：${value[0]}\n${value[2]}句` },
      series: [{ type: "heatmap", data: data.rows.map(cell), label: { show: true, fontSize: style.size }, cursor: "pointer" }],
    };
  },
};

function draw(chart, data) {
  const style = look();
  const option = SHAPES[data.shape](data, style);
  const words = { color: style.colour("text"), fontSize: style.size };
  chart.setOption(
    {
      animation: false,
      textStyle: { fontFamily: style.family },
      grid: { left: 8, right: 16, top: option.legend ? 8 : 44, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      ...option,
      legend: { top: 0, textStyle: words, inactiveColor: style.colour("line"), ...option.legend },
      tooltip: {
        // Drawn like the rest: styles in the page's text are not allowed here.
        renderMode: "richText",
        confine: true,
        backgroundColor: style.colour("card"),
        borderColor: style.colour("line"),
        textStyle: words,
        ...option.tooltip,
      },
    },
    true,
  );
}

const drawn = [...document.querySelectorAll("[data-picture]")].map((place) => {
  place.hidden = false;
  const data = JSON.parse(document.getElementById(place.dataset.picture).textContent);
  const chart = echarts.init(place);
  chart.on("click", (event) => {
    if (event.data?.link) location.href = event.data.link;
  });
  new ResizeObserver(() => chart.resize()).observe(place);
  return () => draw(chart, data);
});

const redraw = () => drawn.forEach((again) => again());
redraw();
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["class"] });
