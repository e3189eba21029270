// Written for the original, which it names.
import { EventStreamContentType, fetchEventSource } from "@microsoft/fetch-event-source";

export async function messages(url) {
  const messages = [];
  await fetchEventSource(url, {
    openWhenHidden: true,
    headers: { "X-Client": "c" },
    async onopen(response) {
      if (response.headers.get("content-type") !== EventStreamContentType) throw new Error("no stream");
    },
    onmessage: ({ event, data, id }) => messages.push([event, data, id]),
  });
  return messages;
}
