/** What `--help` says. docs/CLI.md has a copy, which tests compare. */

/** What the process ends with. */
export const EXIT = { ended: 0, usage: 1, refused: 2, lost: 3, output: 4, interrupted: 130 } as const;

export const USAGE = "eventsource-wasm URL [options]";

export const HELP = `${USAGE}

Follows an event stream (server-sent events). On a terminal events are shown for people; in a pipe or
a file each one is a line of JSON: {"type":"message","data":"…","id":"…"}, with data as a string.

The request
  -H, --header 'NAME: VALUE'  a header; may be repeated
  -X, --request METHOD        GET by default, POST if there is data
  -d, --data DATA             the body; @FILE is the content of a file, @- that of stdin. Unless -H gives
                              a Content-Type, it is application/json if the data is JSON, else text/plain
      --last-event-id ID      where to go on: the first request's Last-Event-ID

The connection
      --reconnect             reestablish a lost connection; GET and HEAD do by default
      --no-reconnect          end when the connection ends
      --max-attempts N        give up after N reconnects in a row that failed
      --connect-timeout MS    give up on a request that is not answered within so many milliseconds
      --idle-timeout MS       give up on a connection that brings no byte for so many milliseconds
      --until DATA            end after the first event whose data is DATA, such as [DONE]

The output
      --event TYPE            only events of this type; may be repeated
      --json                  lines of JSON, also on a terminal
      --json-data             lines of JSON in which data that is JSON is no string, but is put in as it is
      --data-only             nothing but the data of each event, and not that of --until
      --text                  as on a terminal, also in a pipe
  -s, --silent                says nothing about the connection on stderr

  -h, --help                  this text
  -V, --version               the version

Colours: on a terminal. NO_COLOR=1 turns them off, FORCE_COLOR=1 turns them on for --text and stderr in a pipe.

Exit codes
  0    the stream ended, --until was met, or the pipe's reader had enough
  1    the command line is wrong; nothing was sent
  2    refused: the server answered, but not with an event stream
  3    no connection, or it was lost and is not reestablished; or the stream ended before --until was met
  4    the output cannot be written
  130  interrupted by Ctrl-C
`;
