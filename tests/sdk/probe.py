"""Twilio's own Python library against the sandbox carrier.

Usage: python3 probe.py '<the JSON line that foyerctl sandbox prints>'
Exits 0 when the library can send, page, fetch, redact, delete and read media as it does against Twilio,
and prints one line per check. Refuses any base URL that is not loopback.
"""

import json
import sys
import urllib.request
from datetime import datetime, timedelta, timezone
from urllib.parse import urlparse

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

place = json.loads(sys.argv[1])
if urlparse(place["base_url"]).hostname != "127.0.0.1":
    sys.exit("the probe talks to loopback only")

client = Client(place["key_sid"], place["secret"], place["account_sid"])
client.api.base_url = place["base_url"]
line = place["numbers"][0]
patient = "+12815550199"
checks = 0


def check(what, holds):
    global checks
    if not holds:
        sys.exit(f"python: FAILED {what}")
    checks += 1
    print(f"python: ok {what}")


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(place["control_url"] + path, data, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def refused(code, status, act):
    try:
        act()
    except TwilioRestException as error:
        return error.code == code and error.status == status
    except TwilioException as error:
        # A page that cannot be fetched comes without a code of its own; the answer is its second argument.
        answer = error.args[1]
        return answer.status_code == status and json.loads(answer.text)["code"] == code
    return False


def final(sid):
    for _ in range(100):
        message = client.messages(sid).fetch()
        if message.status in ("delivered", "undelivered", "failed"):
            return message
        control("POST", "/clock", {"advance_ms": 1000})
    return message


control("POST", "/options", {"patients_write": False})

sent = client.messages.create(to=patient, from_=line, body="Your visit is at 2:15 PM.", validity_period=600)
check("send answers a queued message", sent.status == "queued" and sent.sid.startswith("SM"))
check("a text is one part and has no sending date yet", sent.num_segments == "1" and sent.date_sent is None)
check("dates are parsed by the library", sent.date_created.tzinfo is not None)
check("fetch follows it to delivered", final(sent.sid).status == "delivered")
check("the sending date came with it", client.messages(sent.sid).fetch().date_sent is not None)

for number in range(7):
    control("POST", "/inbound", {"from": patient, "body": f"message {number}"})
    control("POST", "/clock", {"advance_ms": 1000})
rows = client.messages.list(to=line, from_=patient, page_size=3)
bodies = [row.body for row in rows]
check("paging returns each row once, newest first", bodies == [f"message {n}" for n in reversed(range(7))])
check("numbers are strings where Twilio's are", rows[0].num_media == "0" and rows[0].price is None)

page = client.messages.page(to=line, from_=patient, page_size=3)
check("the next page is followed", [r.body for r in page.next_page()] == bodies[3:6])
check("a numeric page without a token is refused", refused(20001, 400, lambda: list(
    client.messages.page(page_number=1, page_size=3))))

today = datetime.fromtimestamp(control("GET", "/clock")["now_ms"] / 1000, timezone.utc)
after = client.messages.list(date_sent_after=(today - timedelta(days=1)).date(), from_=patient)
check("date_sent_after a day ago keeps them", len(after) == 7)
none = client.messages.list(date_sent_after=(today + timedelta(days=2)).date(), from_=patient)
check("date_sent_after tomorrow leaves none", none == [])
before = client.messages.list(date_sent_before=(today - timedelta(days=2)).date(), from_=patient)
check("date_sent_before leaves none", before == [])

redacted = client.messages(rows[0].sid).update(body="")
check("redact blanks the text", redacted.body == "" and client.messages(rows[0].sid).fetch().body == "")
check("delete removes the row", client.messages(rows[1].sid).delete())
check("a deleted row is gone", refused(20404, 404, lambda: client.messages(rows[1].sid).fetch()))

picture = control("POST", "/inbound", {"from": patient, "body": "my card", "media": [{"picture": "insurance_card"}]})
media = client.messages(picture["sid"]).media.list()
check("media are listed", len(media) == 1 and media[0].content_type == "image/png" and media[0].sid[:2] == "ME")
check("one file is described", client.messages(picture["sid"]).media(media[0].sid).fetch().parent_sid == picture["sid"])
check("a file is deleted", client.messages(picture["sid"]).media(media[0].sid).delete())
check("then no file is listed", client.messages(picture["sid"]).media.list() == [])

control("POST", "/inbound", {"from": patient, "body": "STOP"})
check("after STOP a send is refused with 21610", refused(21610, 400, lambda: client.messages.create(
    to=patient, from_=line, body="one more")))
control("POST", "/clock", {"advance_ms": 5000})
check("the carrier answered STOP itself", any(
    row.direction == "outbound-reply" for row in client.messages.list(to=patient, limit=5)))
control("POST", "/inbound", {"from": patient, "body": "START"})
check("after START it is accepted", client.messages.create(to=patient, from_=line, body="hello").status == "queued")
check("a bad number is refused with 21211", refused(21211, 400, lambda: client.messages.create(
    to="555", from_=line, body="x")))
check("a foreign sender is refused with 21606", refused(21606, 400, lambda: client.messages.create(
    to=patient, from_="+12815550198", body="x")))

numbers = client.incoming_phone_numbers.list()
check("the numbers are listed", [number.phone_number for number in numbers] == place["numbers"])
check("with their capabilities", numbers[0].capabilities["sms"] is True)

stranger = Client(place["key_sid"], "wrong", place["account_sid"])
stranger.api.base_url = place["base_url"]
check("a wrong secret is refused with 20003", refused(20003, 401, lambda: stranger.messages.list(limit=1)))

control("POST", "/faults", "429:next=1,retry_after_s=1")
check("429 reaches the library", refused(20429, 429, lambda: client.messages.list(limit=1)))
check("and is over", len(client.messages.list(limit=1)) == 1)
print(f"python: {checks} checks passed")
