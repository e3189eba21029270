/** The text of `--help`. docs/CLI.md has a copy, which tests compare. */

/** The exit codes. */
export const EXIT = { ended: 0, usage: 1, refused: 2, lost: 3, output: 4, interrupted: 130 } as const;

export const USAGE = "eventsource-wasm URL [options]";

export const HELP = `${USAGE}

Follows an event stream (server-sent events). On a terminal, it shows the events as readable text; in
a pipe or file, it writes a line of JSON for each: {"type":"message","data":"…","id":"…"}, where data
is a string.

The request
  -H, --header 'NAME: VALUE'  a header; may be repeated
  -X, --request METHOD        GET by default, or POST if there is data
  -d, --data DATA             the body; @FILE reads it from a file, @- from stdin. The Content-Type is
                              application/json if the data is JSON, else text/plain; -H overrides it
      --last-event-id ID      resume after this ID: sent as Last-Event-ID with the first request

The connection
      --reconnect             reconnect after a lost connection; the default for GET and HEAD
      --no-reconnect          end when the connection ends
      --max-attempts N        give up after N failed reconnects in a row
      --connect-timeout MS    end an attempt that gets no response within MS milliseconds
      --idle-timeout MS       end a connection that receives no byte for MS milliseconds
      --until DATA            end after the first event whose data is DATA, such as [DONE]

The output
      --event TYPE            only events of this type; may be repeated
      --json                  lines of JSON, even on a terminal
      --json-data             lines of JSON; data that is JSON is inserted as it is, not as a string
      --data-only             only the data of each event, without that of the --until event
      --text                  readable text, even in a pipe
  -s, --silent                no messages about the connection on stderr

  -h, --help                  this text
  -V, --version               the version

Colours appear on a terminal. NO_COLOR=1 turns them off; FORCE_COLOR=1 turns them on for --text and stderr in a pipe.

Exit codes
  0    the stream ended, --until was met, or the reader of the pipe closed it
  1    the command line is wrong; nothing was sent
  2    refused: the server responded, but not with an event stream
  3    could not connect, the connection was lost for good, or the stream ended before --until was met
  4    cannot write the output
  130  interrupted by Ctrl-C
`;
