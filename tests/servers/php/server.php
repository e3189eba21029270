<?php
// PHP's built-in server: what ../streams.mjs lists. It answers one request at a time, and with PHP_CLI_SERVER_WORKERS it leaves some
// waiting for good; so what it saw goes into files, from which streams.mjs reads it, and a file releases a stream.

const HEARTBEAT = 50_000; // µs
const RETRY = 10;

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$key = preg_replace('/\W/', '', $_GET['key'] ?? '');
$lastEventId = $_SERVER['HTTP_LAST_EVENT_ID'] ?? null;

/** Changes what was seen of a stream; a reader never finds half of it. */
function see(callable $change): void
{
    global $key;
    $file = getenv('SEEN') . "/$key.json";
    $seen = is_file($file) ? json_decode(file_get_contents($file), true) : ['lastEventIds' => [], 'gone' => 0];
    $change($seen);
    file_put_contents("$file.new", json_encode($seen));
    rename("$file.new", $file);
}

function isReleased(): bool
{
    global $key;
    $file = getenv('SEEN') . "/$key.released";
    clearstatcache(true, $file);
    return is_file($file);
}

function begin(): void
{
    header('Content-Type: text/event-stream');
    header('Cache-Control: no-store');
    // A client that went away is told by connection_aborted(), not by the script's end.
    ignore_user_abort(true);
    set_time_limit(60);
    while (ob_get_level() > 0) ob_end_flush();
}

function send(string $data, ?string $id = null, ?string $event = null, ?int $retry = null): void
{
    $fields = ['event' => $event, 'id' => $id, 'retry' => $retry];
    foreach ($fields as $name => $value) if ($value !== null) echo "$name: $value\n";
    foreach (explode("\n", $data) as $line) echo "data: $line\n";
    echo "\n";
    flush();
}

/** Heartbeats until `$holds`, or until the client is gone. */
function beatUntil(callable $holds): void
{
    while (!connection_aborted() && !$holds()) {
        echo ": heartbeat\n\n";
        flush();
        usleep(HEARTBEAT);
    }
}

switch ($path) {
    case '/events':
        begin();
        foreach (json_decode(file_get_contents(__DIR__ . '/../events.json'), true) as $event) send($event['data'], $event['id'], $event['event'] ?? null);
        break;
    case '/burst':
        begin();
        for ($n = 1; $n <= 5000; $n++) send((string) $n);
        break;
    case '/held':
        begin();
        send($lastEventId === null ? 'before' : "back after $lastEventId", '1', null, RETRY);
        beatUntil('isReleased');
        if (!connection_aborted()) send('after', '2');
        beatUntil(fn () => false);
        see(function (&$seen) { $seen['gone']++; });
        break;
    case '/resume':
        see(function (&$seen) use ($lastEventId) { $seen['lastEventIds'][] = $lastEventId; });
        $first = (int) $lastEventId + 1;
        if ($first > 9) {
            http_response_code(204);
            break;
        }
        begin();
        for ($n = $first; $n < min($first + 3, 10); $n++) send((string) $n, (string) $n, null, RETRY);
        break;
    case '/private':
        $authorization = $_SERVER['HTTP_AUTHORIZATION'] ?? null;
        if ($authorization !== 'Bearer fresh') {
            http_response_code(401);
            header('WWW-Authenticate: Bearer');
            header('Content-Type: application/json');
            echo json_encode(['detail' => 'the token is not fresh']);
            break;
        }
        begin();
        send(json_encode(['authorization' => $authorization, 'client' => $_SERVER['HTTP_X_CLIENT'] ?? null]), null, 'who', RETRY);
        break;
    case '/chat':
        see(function (&$seen) use ($lastEventId) { $seen['lastEventIds'][] = $lastEventId; });
        $words = explode(' ', json_decode(file_get_contents('php://input'), true)['prompt']);
        begin();
        send(array_shift($words));
        beatUntil('isReleased');
        foreach ([...$words, '[DONE]'] as $word) send($word);
        break;
    default:
        http_response_code(404);
}
