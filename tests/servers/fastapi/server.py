"""FastAPI with sse-starlette's EventSourceResponse: what ../streams.mjs lists."""

import asyncio
import json
import pathlib
from collections import defaultdict

from fastapi import FastAPI, Header, HTTPException, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel
from sse_starlette import EventSourceResponse, ServerSentEvent

EVENTS = json.loads((pathlib.Path(__file__).parent.parent / "events.json").read_text("utf-8"))
HEARTBEAT = 0.05
RETRY = 10

app = FastAPI()
app.add_middleware(
    CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"], expose_headers=["WWW-Authenticate"]
)


class Seen:
    def __init__(self):
        self.last_event_ids = []
        self.gone = 0
        self.released = asyncio.Event()


streams: dict[str, Seen] = defaultdict(Seen)


class Prompt(BaseModel):
    prompt: str


@app.get("/events")
async def events():
    async def stream():
        for event in EVENTS:
            yield ServerSentEvent(**event)

    return EventSourceResponse(stream())


@app.get("/burst")
async def burst():
    async def stream():
        for n in range(1, 5001):
            yield {"data": n}

    return EventSourceResponse(stream())


@app.get("/held")
async def held(key: str, last_event_id: str | None = Header(None)):
    seen = streams[key]

    async def stream():
        try:
            data = "before" if last_event_id is None else f"back after {last_event_id}"
            yield ServerSentEvent(data, id="1", retry=RETRY)
            await seen.released.wait()
            yield ServerSentEvent("after", id="2")
            await asyncio.Event().wait()
        finally:
            seen.gone += 1

    return EventSourceResponse(stream(), ping=HEARTBEAT)


@app.get("/resume")
async def resume(key: str, last_event_id: str | None = Header(None)):
    streams[key].last_event_ids.append(last_event_id)
    first = int(last_event_id or 0) + 1
    if first > 9:
        return Response(status_code=204)

    async def stream():
        for n in range(first, min(first + 3, 10)):
            yield ServerSentEvent(n, id=str(n), retry=RETRY)

    return EventSourceResponse(stream())


@app.get("/private")
async def private(request: Request):
    authorization = request.headers.get("authorization")
    if authorization != "Bearer fresh":
        raise HTTPException(401, "the token is not fresh", {"WWW-Authenticate": "Bearer"})

    async def stream():
        who = {"authorization": authorization, "client": request.headers.get("x-client")}
        yield ServerSentEvent(json.dumps(who), event="who", retry=RETRY)

    return EventSourceResponse(stream())


@app.post("/chat")
async def chat(key: str, prompt: Prompt):
    seen = streams[key]
    seen.last_event_ids.append(None)

    async def stream():
        first, *others = prompt.prompt.split(" ")
        yield {"data": first}
        await seen.released.wait()
        for word in [*others, "[DONE]"]:
            yield {"data": word}

    return EventSourceResponse(stream())


@app.post("/release", status_code=204)
async def release(key: str):
    streams[key].released.set()


@app.get("/seen")
async def seen(key: str):
    return {"lastEventIds": streams[key].last_event_ids, "gone": streams[key].gone}
