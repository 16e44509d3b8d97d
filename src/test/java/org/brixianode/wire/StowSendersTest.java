package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.receive.stow.StowSender;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders of STOW-RS: who may store, and those that break off, fall silent or drip. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StowSendersTest extends StowServerTestBase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer wrong",
                "Basic",
                "Basic !!",
                "Digest c0ffee",
                "Bearer c0ffee c0ffee",
            })
    void whoHasNoTokenStoresNothing(String authorization) throws Exception {
        HttpRequest.Builder request =
                request("/studies")
                        .setHeader("Authorization", authorization)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(image(1))));
        HttpResponse<String> response = send(request.build());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(intake.accepted()).isEmpty();
        assertThat(refused).containsExactly("STOW-RS TOKEN");
    }

    @Test
    void whoIsStillSendingGetsTheRefusal() throws Exception {
        byte[] whole = new byte[1 << 20];
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            String head = HEAD.replace(TOKEN, "of-a-stranger");
            out.write(latin(head + "Content-Length: " + whole.length + "\r\n\r\n"));
            out.write(whole, 0, 1000);
            out.flush();
            await().atMost(LONG).until(() -> !refused.isEmpty());
            out.write(whole, 1000, whole.length - 1000);
            out.flush();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401 ")
                    .endsWith("a valid token is required\n");
        }
        assertThat(files("incoming")).isEmpty();
    }

    @Test
    void whoIsStillSendingLearnsThatTheBodyIsMalformed() throws Exception {
        byte[] noPart = new byte[200_000];
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(latin(HEAD + "Content-Length: " + 2 * noPart.length + "\r\n\r\n"));
            out.write(noPart);
            out.flush();
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout((int) LONG.toMillis());
            out.write(noPart);
            out.flush();
            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void basicNeedsTheSendersName() throws Exception {
        assertThat(basic("otto:" + TOKEN)).isEqualTo(401);
        assertThat(basic("anna:wrong")).isEqualTo(401);
        assertThat(basic("anna:" + TOKEN)).isEqualTo(200);
    }

    @Test
    void aPageOfABrowserStoresNothing() throws Exception {
        HttpRequest request =
                request("/studies")
                        .header("Origin", "https://evil.example")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(image(1))))
                        .build();
        assertThat(send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void theSendersOfAReloadCount() throws Exception {
        server.reload(
                new StowConfig(
                        "127.0.0.1",
                        0,
                        "",
                        List.of(new StowSender("b", new AeTitle("B"), Sha256.hex("other"))),
                        1,
                        new StowConfig.Timeouts(LONG, LONG),
                        Optional.empty()));
        assertThat(post("/studies", body(image(1))).statusCode()).isEqualTo(401);
    }

    @Test
    void aSenderThatDiesStoresTheObjectsBeforeOnly() throws Exception {
        byte[] whole = body(image(1), image(2));
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(latin(HEAD + "Content-Length: " + whole.length + "\r\n\r\n"));
            out.write(whole, 0, whole.length - 1000);
            out.flush();
            await().atMost(LONG).until(() -> !intake.accepted().isEmpty());
        }
        await().atMost(LONG).until(() -> files("incoming").isEmpty());
        assertThat(intake.accepted())
                .extracting(one -> one.ref().sopInstanceUid())
                .containsExactly(uid(1));
    }

    @Test
    void aBodyThatEndsTooEarlyIsMalformed() throws Exception {
        byte[] whole = body(image(1), image(2));
        HttpResponse<String> response =
                post("/studies", java.util.Arrays.copyOf(whole, whole.length - 1000));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(stored(response)).containsExactly(uid(1));
        assertThat(files("incoming")).isEmpty();
    }

    @Test
    void chunksAreTaken() throws Exception {
        byte[] whole = body(image(1));
        HttpRequest request =
                request("/studies")
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(whole)))
                        .build();
        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void aSenderThatFallsSilentIsLeft() throws Exception {
        serve(1, Duration.ofMillis(300), LONG);
        // A test that stands still for so long is left itself, and tries again.
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(this::fallsSilentAndIsLeft);
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> post("/studies", body(image(1))).statusCode() == 200);
    }

    private void fallsSilentAndIsLeft() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(latin(HEAD + "Content-Length: 99999\r\n\r\n--xyz\r\n"));
            assertThat(answer(socket)).containsAnyOf("408", "reset");
        }
    }

    @Test
    void aSenderThatDripsIsLeft() throws Exception {
        serve(1, LONG, Duration.ofMillis(500));
        assertThat(answerToADrip(HEAD)).containsAnyOf("408", "reset");
    }

    /** No thread waits for what follows. */
    @Test
    void aStrangerThatDripsIsAnsweredAndLeft() throws Exception {
        serve(1, LONG, Duration.ofMillis(500));
        assertThat(answerToADrip(HEAD.replace(TOKEN, "of-a-stranger")))
                .containsAnyOf("401", "reset");
    }

    private String answerToADrip(String head) throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(latin(head + "Content-Length: 99999\r\n\r\n--xyz\r\n"));
            CountDownLatch answered = new CountDownLatch(1);
            Thread drip =
                    new Thread(
                            () -> {
                                try {
                                    while (!answered.await(20, TimeUnit.MILLISECONDS)) {
                                        out.write('A');
                                    }
                                } catch (IOException | InterruptedException e) {
                                    // The server has closed the connection.
                                }
                            });
            drip.start();
            String answer = answer(socket);
            answered.countDown();
            drip.join();
            return answer;
        }
    }

    @Test
    void aStrangerThatSendsWithoutEndIsLeft() throws Exception {
        byte[] block = new byte[1 << 16];
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            String head = HEAD.replace(TOKEN, "of-a-stranger");
            out.write(latin(head + "Content-Length: 99999999999\r\n\r\n"));
            assertThatThrownBy(
                            () -> {
                                for (int sent = 0; sent < 1 << 28; sent += block.length) {
                                    out.write(block);
                                }
                            })
                    .as("16 MiB are read")
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void oneUploadTooManyIsPutOff() throws Exception {
        serve(1, LONG, LONG);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(latin(HEAD + "Content-Length: 99\r\n\r\n--xyz\r\n"));
            await().atMost(LONG).until(() -> post("/studies", body(image(1))).statusCode() == 503);
        }
        await().atMost(LONG).until(() -> post("/studies", body(image(2))).statusCode() == 200);
    }

    @Test
    void aStopLetsAnUploadFinish() throws Exception {
        byte[] whole = body(image(1));
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(latin(HEAD + "Content-Length: " + whole.length + "\r\n\r\n"));
            out.write(whole, 0, 1000);
            out.flush();
            await().atMost(LONG).until(() -> !files("incoming").isEmpty());
            Thread stopping =
                    new Thread(
                            () -> {
                                try {
                                    server.stop(LONG);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            stopping.start();
            await().atMost(LONG).until(() -> post("/studies", body(image(2))).statusCode() == 503);
            out.write(whole, 1000, whole.length - 1000);
            out.flush();
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(15), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 OK");
            stopping.join();
        }
        assertThat(intake.accepted())
                .extracting(one -> one.ref().sopInstanceUid())
                .contains(uid(1));
    }

    private int basic(String pair) throws Exception {
        return send(request("/studies")
                        .setHeader(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(latin(pair)))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(image(1))))
                        .build())
                .statusCode();
    }

    private static final String HEAD =
            "POST /dicom-web/studies HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer c0ffee\r\n"
                    + "Content-Type: multipart/related; boundary=xyz\r\n";

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "reset";
        }
    }
}
