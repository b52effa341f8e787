// Twilio's own Node library against the sandbox carrier.
//
// Usage: node probe.mjs '<the JSON line that foyerctl sandbox prints>'
// Exits 0 when the library can send, page, fetch, redact, delete and read media as it does against Twilio,
// and prints one line per check. Refuses any base URL that is not loopback.

import twilio from "twilio";

const place = JSON.parse(process.argv[2]);
if (new URL(place.base_url).hostname !== "127.0.0.1") {
  console.error("the probe talks to loopback only");
  process.exit(2);
}

const connect = (secret) => {
  const client = twilio(place.key_sid, secret, { accountSid: place.account_sid });
  client.api.baseUrl = place.base_url;
  return client;
};
const client = connect(place.secret);
const line = place.numbers[0];
const patient = "+12815550197";
let checks = 0;

function check(what, holds) {
  if (!holds) {
    console.error(`node: FAILED ${what}`);
    process.exit(1);
  }
  checks += 1;
  console.log(`node: ok ${what}`);
}

async function control(method, path, body) {
  const answer = await fetch(place.control_url + path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`control desk: ${answer.status}`);
  return answer.json();
}

async function refused(code, status, act) {
  try {
    await act();
  } catch (error) {
    return error.code === code && error.status === status;
  }
  return false;
}

const ended = (message) => ["delivered", "undelivered", "failed"].includes(message.status);
async function final(sid) {
  let message = await client.messages(sid).fetch();
  for (let tries = 0; tries < 100 && !ended(message); tries += 1) {
    await control("POST", "/clock", { advance_ms: 1000 });
    message = await client.messages(sid).fetch();
  }
  return message;
}

await control("POST", "/options", { patients_write: false });

const sent = await client.messages.create({ to: patient, from: line, body: "¿Nos vemos el martes? 😀", validityPeriod: 600 });
check("send answers a queued message", sent.status === "queued" && sent.sid.startsWith("SM"));
check("words survive both ways", (await client.messages(sent.sid).fetch()).body === "¿Nos vemos el martes? 😀");
check("dates are parsed by the library", sent.dateCreated instanceof Date && !Number.isNaN(sent.dateCreated.getTime()));
check("fetch follows it to delivered", (await final(sent.sid)).status === "delivered");

for (let number = 0; number < 7; number += 1) {
  await control("POST", "/inbound", { from: patient, body: `message ${number}` });
  await control("POST", "/clock", { advance_ms: 1000 });
}
const filter = { to: line, from: patient, pageSize: 3 };
const rows = await client.messages.list(filter);
const bodies = [6, 5, 4, 3, 2, 1, 0].map((number) => `message ${number}`);
check("paging returns each row once, newest first", rows.map((row) => row.body).join() === bodies.join());
const page = await client.messages.page(filter);
const next = await page.nextPage();
check("the next page is followed", next.instances.map((row) => row.body).join() === bodies.slice(3, 6).join());
check("and the one before it", (await next.previousPage()).instances.map((row) => row.body).join() === bodies.slice(0, 3).join());
check("a numeric page without a token is refused", await refused(20001, 400, () => client.messages.page({ pageNumber: 1 })));

const now = (await control("GET", "/clock")).now_ms;
const day = (days) => new Date(now + days * 86_400_000);
const since = await client.messages.list({ from: patient, dateSentAfter: day(-1) });
check("dateSentAfter a day ago keeps them", since.length === 7);
check("dateSentAfter tomorrow leaves none", (await client.messages.list({ from: patient, dateSentAfter: day(2) })).length === 0);

const redacted = await client.messages(rows[0].sid).update({ body: "" });
check("redact blanks the text", redacted.body === "");
check("delete removes the row", await client.messages(rows[1].sid).remove());
check("a deleted row is gone", await refused(20404, 404, () => client.messages(rows[1].sid).fetch()));

const { sid } = await control("POST", "/inbound", { from: patient, body: "my card", media: [{ picture: "skin" }] });
const media = await client.messages(sid).media.list();
check("media are listed", media.length === 1 && media[0].contentType === "image/jpeg");
const address = `${place.base_url}${media[0].uri.replace(".json", "")}`;
const authorization = `Basic ${Buffer.from(`${place.key_sid}:${place.secret}`).toString("base64")}`;
const redirect = await fetch(address, { headers: { authorization }, redirect: "manual" });
const file = await fetch(redirect.headers.get("location"));
check("the file is reached by its redirect", redirect.status === 307 && file.headers.get("content-type") === "image/jpeg");
check("a file is deleted", await client.messages(sid).media(media[0].sid).remove());

await control("POST", "/inbound", { from: patient, body: "Unsubscribe" });
const more = () => client.messages.create({ to: patient, from: line, body: "one more" });
check("after an opt-out a send is refused with 21610", await refused(21610, 400, more));
await control("POST", "/inbound", { from: patient, body: "UNSTOP" });
check("after UNSTOP it is accepted", (await more()).status === "queued");
check("too long a body is refused with 21617", await refused(21617, 400, () =>
  client.messages.create({ to: patient, from: line, body: "x".repeat(1601) })));

const numbers = await client.incomingPhoneNumbers.list();
check("the numbers are listed", numbers.map((number) => number.phoneNumber).join() === place.numbers.join());
check("a wrong secret is refused with 20003", await refused(20003, 401, () => connect("wrong").messages.list({ limit: 1 })));

await control("POST", "/faults", "500-before:next=1,status=503");
check("503 reaches the library", await refused(20503, 503, () => client.messages.list({ limit: 1 })));
console.log(`node: ${checks} checks passed`);
