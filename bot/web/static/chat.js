// The residents' chat: one question out, one answer in. Whatever is shown goes in as text, never as HTML.

const ENDPOINT = "/webhooks/rest/webhook";
const FEEDBACK = "/feedback";
const UNRATED = ["clarify", "emergency", "smalltalk"]; // after which no opinion is asked: in danger nobody has time for it
const PATIENCE = 30000; // milliseconds until a request counts as failed
const UNREACHABLE = "没有连上，请检查网络后再试。有警情请直接拨110。";

// A number after a word that says "dial", or one that has the length of a telephone number.
const DIALLED = /((?:拨打?|打|电话：?|火警|急救|报警)\s*)(1\d{2,4})(?!\d|[年月日元号条项种起次人])/;
const TELEPHONE = /(^|[^\d.\-])((?:0\d{2,3}-?)?[2-8]\d{6,7}|1[3-9]\d{9})(?![\d.\-元])/;
const PHONE = new RegExp(`${DIALLED.source}|${TELEPHONE.source}`, "g");

const log = document.getElementById("log");
const examples = document.getElementById("examples");
const exampleButtons = examples.querySelectorAll("button");
const composer = document.getElementById("composer");
const question = document.getElementById("question");
const send = document.getElementById("send");
const typesWithKeyboard = window.matchMedia("(hover: hover) and (pointer: fine)");

const sender = conversationId();
let waiting = false;

function conversationId() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const fresh = `web-${Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  try {
    const known = sessionStorage.getItem("conversation");
    if (known) return known;
    sessionStorage.setItem("conversation", fresh);
  } catch {
    // Storage is switched off: the conversation lasts as long as the page.
  }
  return fresh;
}

// --- Elements -------------------------------------------------------------------------------------------------------

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(className, text, act) {
  const made = element("button", `weui-btn ${className}`, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function phoneLink(number, className = "", text = number) {
  const link = element("a", className, text);
  link.href = `tel:${number.replace(/[^\d+]/g, "")}`;
  return link;
}

/** Append `text` to `parent`, its telephone numbers as links. */
function appendWithPhones(parent, text) {
  let done = 0;
  for (const found of text.matchAll(PHONE)) {
    const [all, dial, short, before, long] = found;
    const start = found.index + (dial ?? before).length;
    parent.append(text.slice(done, start), phoneLink(short ?? long));
    done = found.index + all.length;
  }
  parent.append(text.slice(done));
}

function addMessage(who, speaker) {
  const message = element("div", `message message_${who}`);
  const bubble = element("div", "bubble");
  bubble.append(element("span", "sr-only", speaker));
  message.append(bubble);
  return { message, bubble };
}

function show(message) {
  log.append(message);
  // The end of the conversation, but of an answer taller than the window its beginning.
  const tall = message.offsetHeight > log.clientHeight;
  log.scrollTop = tall ? message.offsetTop - log.offsetTop - 8 : log.scrollHeight;
}

// --- What is said ---------------------------------------------------------------------------------------------------

function showQuestion(text) {
  const { message, bubble } = addMessage("user", "您：");
  bubble.append(element("p", "line", text));
  show(message);
}

function lineClass(line, index, urgent) {
  if (line.startsWith("校注") || line.startsWith("来源")) return "line line_small";
  if (line.startsWith("【") || (urgent && index === 0)) return "line line_strong";
  if (line.startsWith("负责单位：")) return "line line_unit";
  return line.startsWith("· ") ? "line line_item" : "line";
}

function showAnswer(text, payload) {
  const urgent = payload.kind === "emergency";
  const numbers = urgent && Array.isArray(payload.numbers) ? payload.numbers.map(String) : [];
  const options = payload.kind === "clarify" && Array.isArray(payload.options) ? payload.options : [];
  const { message, bubble } = addMessage(urgent ? "bot message_urgent" : "bot", "找对门：");
  if (urgent) bubble.setAttribute("role", "alert");

  // The text lists the options too; a button stands in the place of its line.
  const lines = text.split("\n");
  const listed = options.map((option, index) => lines.indexOf(`${index + 1}. ${option.title}`));
  const choices = element("div", "choices");
  choices.setAttribute("role", "group");
  choices.setAttribute("aria-label", "选项");
  options.forEach((option, index) => choices.append(optionButton(option.title, index + 1)));

  lines.forEach((line, index) => {
    if (listed.includes(index)) {
      if (!choices.parentNode) bubble.append(choices);
      return;
    }
    const paragraph = element("p", lineClass(line, index, urgent));
    appendWithPhones(paragraph, line);
    bubble.append(paragraph);
    if (index === 0 && numbers.length) bubble.append(callButtons(numbers));
  });
  if (options.length && !choices.parentNode) bubble.append(choices);
  if (payload.kind && !UNRATED.includes(payload.kind) && !payload.failed) bubble.append(opinionButtons());
  show(message);
}

/** “有用/没用” under an answer, until the next question: the server takes an opinion for one of the last answer. */
function opinionButtons() {
  const opinion = element("div", "opinion");
  opinion.setAttribute("role", "group");
  opinion.setAttribute("aria-label", "这个回答有用吗");
  for (const [title, useful] of [["有用", true], ["没用", false]]) {
    opinion.append(
      button("weui-btn_default opinion-button", title, (event) => {
        keepFocus(event);
        void rate(opinion, useful);
      }),
    );
  }
  return opinion;
}

async function rate(opinion, useful) {
  const buttons = [...opinion.children];
  opinion.replaceChildren("谢谢，记下了。");
  try {
    const response = await fetch(FEEDBACK, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ sender, useful }),
    });
    if (!response.ok) throw new Error("not taken down");
  } catch {
    if (opinion.isConnected) opinion.replaceChildren(...buttons);
  }
}

function callButtons(numbers) {
  const calls = element("div", "calls");
  calls.append(...numbers.map((number) => phoneLink(number, "weui-btn call", `拨打 ${number}`)));
  return calls;
}

function optionButton(title, number) {
  const made = button("weui-btn_default choice choice_option", "", (event) => {
    ask(String(number), title);
    keepFocus(event);
  });
  made.append(element("span", "choice-number", `${number}.`), ` ${title}`);
  return made;
}

function showTyping() {
  const { message, bubble } = addMessage("bot", "正在查找");
  message.classList.add("message_typing");
  bubble.append(element("span", "dot"), element("span", "dot"), element("span", "dot"));
  show(message);
  return message;
}

function showFailure(reason, retry) {
  const { message, bubble } = addMessage("bot message_failed", "没有发送成功：");
  const line = element("p", "line");
  appendWithPhones(line, reason);
  const again = button("weui-btn_default choice retry", "重试", (event) => {
    if (waiting) return;
    message.remove();
    retry();
    keepFocus(event);
  });
  bubble.append(line, again);
  show(message);
}

// --- Asking ---------------------------------------------------------------------------------------------------------

/** Send `message`; the resident sees `shown` as the question. */
function ask(message, shown = message) {
  if (waiting || !message.trim()) return;
  retireChoices();
  showQuestion(shown);
  void deliver(message);
}

async function deliver(message) {
  setWaiting(true);
  const typing = showTyping();
  try {
    const { text, payload } = await post(message);
    typing.remove();
    showAnswer(text, payload);
  } catch (error) {
    typing.remove();
    showFailure(error instanceof Refusal ? error.message : UNREACHABLE, () => void deliver(message));
  } finally {
    setWaiting(false);
  }
}

/** The server said no, and said why. */
class Refusal extends Error {}

async function post(message) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(ENDPOINT, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ sender, message }),
      signal: patience.signal,
    });
    const body = await response.json();
    if (!response.ok) throw new Refusal(body.error || UNREACHABLE);
    const text = body.find((part) => part.text)?.text;
    const payload = body.find((part) => part.custom)?.custom;
    if (!text) throw new Error("an answer without text");
    return { text, payload: payload ?? {} };
  } finally {
    clearTimeout(timer);
  }
}

/** Numbers, retries and opinions belong to the last turn only; a later click would be taken for something else. */
function retireChoices() {
  for (const option of log.querySelectorAll(".choice_option")) option.disabled = true;
  for (const retry of log.querySelectorAll(".retry")) retry.remove();
  for (const unused of log.querySelectorAll(".opinion-button")) unused.parentNode?.remove();
}

function setWaiting(state) {
  waiting = state;
  send.disabled = state;
  for (const example of exampleButtons) example.disabled = state;
}

/** Back to the input, except after a tap: there the on-screen keyboard would cover the answer. */
function keepFocus(event) {
  const byKeyboard = event.detail === 0;
  (byKeyboard || typesWithKeyboard.matches ? question : log).focus({ preventScroll: true });
}

// --- The input ------------------------------------------------------------------------------------------------------

function fitInput() {
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight + question.offsetHeight - question.clientHeight}px`;
}

function submit() {
  question.focus();
  if (waiting || !question.value.trim()) return;
  const message = question.value;
  question.value = "";
  fitInput();
  ask(message);
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

question.addEventListener("input", fitInput);

question.addEventListener("keydown", (event) => {
  // An input method takes Enter to choose a word; Safari reports that one only by its key code.
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key !== "Enter" || event.shiftKey || composing) return;
  event.preventDefault();
  submit();
});

for (const example of exampleButtons) {
  example.addEventListener("click", (event) => {
    ask(example.textContent.trim());
    keepFocus(event);
  });
}

examples.hidden = false;
composer.hidden = false;
if (typesWithKeyboard.matches) question.focus();
