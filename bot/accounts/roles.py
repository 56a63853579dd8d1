"""What a user may be; everyone may read, an admin may all."""

ROLES = {"reader": "查阅", "editor": "编辑", "trainer": "训练", "admin": "管理"}
