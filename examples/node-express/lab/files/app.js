const express = require("express");

const app = express();
app.get("/", (request, response) => {
  response.send("<!doctype html><title>Notas</title><h1>Notas</h1>");
});
const where = process.env.SOCKET ? [process.env.SOCKET] : [process.env.PORT || 3000, process.env.HOST || "127.0.0.1"];
app.listen(...where);
