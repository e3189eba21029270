<?php
// PHP's built-in server: what ../streams.mjs lists. A process of its own answers each request, so what they share is in files.

const HEARTBEAT = 50_000; // µs
const RETRY = 10;

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$key = preg_replace('/\W/', '', $_GET['key'] ?? '');
$lastEventId = $_SERVER['HTTP_LAST_EVENT_ID'] ?? null;

/** What was seen of a stream, changed under a lock. */
function seen(string $key, ?callable $change = null): array
{
    $file = fopen(getenv('SEEN') . "/$key.json", 'c+');
    flock($file, LOCK_EX);
    $seen = json_decode(stream_get_contents($file), true) ?? ['lastEventIds' => [], 'gone' => 0, 'released' => false];
    if ($change !== null) {
        $change($seen);
        ftruncate($file, 0);
        rewind($file);
        fwrite($file, json_encode($seen));
    }
    fclose($file);
    return $seen;
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

$released = fn () => seen($key)['released'];

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
        beatUntil($released);
        if (!connection_aborted()) send('after', '2');
        beatUntil(fn () => false);
        seen($key, function (&$seen) { $seen['gone']++; });
        break;
    case '/resume':
        seen($key, function (&$seen) use ($lastEventId) { $seen['lastEventIds'][] = $lastEventId; });
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
        seen($key, function (&$seen) use ($lastEventId) { $seen['lastEventIds'][] = $lastEventId; });
        $words = explode(' ', json_decode(file_get_contents('php://input'), true)['prompt']);
        begin();
        send(array_shift($words));
        while (!$released() && !connection_aborted()) usleep(10_000);
        foreach ([...$words, '[DONE]'] as $word) send($word);
        break;
    case '/release':
        seen($key, function (&$seen) { $seen['released'] = true; });
        http_response_code(204);
        break;
    case '/seen':
        header('Content-Type: application/json');
        echo json_encode(seen($key));
        break;
    default:
        http_response_code(404);
}
