package org.brixianode.web.access;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests with any headers, as a browser's or an attacker's; each on its own connection. */
final class RawHttp {

    /** A response; the names of headers are in lower case. */
    record Response(int status, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return String.join(
                    ", ", headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()));
        }

        /** The value of a text field of a flat JSON body. */
        String field(String name) {
            String start = "\"" + name + "\":\"";
            int from = body.indexOf(start) + start.length();
            return body.substring(from, body.indexOf('"', from));
        }

        /** The name and value of the session cookie, as a browser sends it back. */
        String cookie() {
            String set = header("Set-Cookie");
            return set.substring(0, set.indexOf(';'));
        }
    }

    private final int port;
    private final InetAddress from;

    RawHttp(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /**
     * @param from local address of the connections
     */
    RawHttp(int port, String from) throws IOException {
        this.port = port;
        this.from = InetAddress.getByName(from);
    }

    Response get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    Response post(String path, String body, String... headers) throws IOException {
        return send("POST", path, body, headers);
    }

    Response login(String user, String password, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/json");
        return post(
                "/api/v1/session",
                "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password),
                all.toArray(String[]::new));
    }

    /** A header Host replaces the usual one. */
    Response send(String method, String path, String body, String... headers) throws IOException {
        StringBuilder text =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        boolean host = false;
        for (String header : headers) {
            host |= header.startsWith("Host:");
            text.append(header).append("\r\n");
        }
        if (!host) {
            text.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        text.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, from, 0)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(content);
            out.flush();
            return parse(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The response to a request of HTTP/1.0 with a header Host. */
    String http10(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(20_000);
            String request = "GET %s HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n\r\n".formatted(path, port);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Whether no valid response is given to a request without TLS. */
    boolean plainIsRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            return !new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .startsWith("HTTP/");
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    private static Response parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        List<String> lines = text.substring(0, end).lines().toList();
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                            name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Response(
                Integer.parseInt(lines.get(0).split(" ")[1]), headers, text.substring(end + 4));
    }
}
