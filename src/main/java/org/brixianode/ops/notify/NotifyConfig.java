package org.brixianode.ops.notify;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.LoopbackHost;

/**
 * Who is notified of alarms, and how often.
 *
 * @param interval least time between two messages; what happens in between is told in one
 * @param reminder an active ERROR is told again after this time without a message
 * @param trust certificates that are trusted instead of those of the Java installation
 * @param mail e-mail, if it is enabled
 * @param webhook webhook, if it is enabled
 */
public record NotifyConfig(
        Duration interval,
        Duration reminder,
        Optional<Trust> trust,
        Optional<Mail> mail,
        Optional<Webhook> webhook) {

    private static final Duration MIN = Duration.ofSeconds(1);

    private static final String MASK = "********";

    /** How a mail server is spoken to. */
    public enum Security {
        /** STARTTLS, which is required. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Not encrypted, for a server on this machine or a protected network. */
        NONE
    }

    /** A PKCS #12, JKS or PEM file with trusted certificates. */
    public record Trust(Path file, String password) {

        @Override
        public String toString() {
            return "Trust[" + file + "]";
        }
    }

    /**
     * E-mail.
     *
     * @param host mail server
     * @param user user name; empty for none
     * @param from sender address
     * @param to recipients
     * @param timeout of the connection and of each answer
     */
    public record Mail(
            String host,
            int port,
            Security security,
            Optional<String> user,
            String password,
            String from,
            List<String> to,
            Duration timeout) {

        private static final int MAX_PORT = 0xffff;

        /**
         * @throws IllegalArgumentException naming every key that is missing or wrong
         */
        public Mail {
            to = List.copyOf(to);
            List<String> problems = new ArrayList<>();
            check(problems, !host.isBlank(), "notify.mail.host is empty: name the mail server");
            check(
                    problems,
                    port >= 1 && port <= MAX_PORT,
                    "notify.mail.port = " + port + " is not 1 to 65535");
            check(problems, isAddress(from), "notify.mail.from is no address such as a@b.example");
            check(problems, !to.isEmpty(), "notify.mail.to is empty: list the recipients");
            check(
                    problems,
                    to.stream().allMatch(Mail::isAddress),
                    "notify.mail.to has an entry that is no address such as a@b.example");
            check(
                    problems,
                    user.isEmpty() || !password.isEmpty(),
                    "notify.mail.password is empty, but there is a user");
            check(problems, isPositive(timeout), "notify.mail.timeout must be 1 s or more");
            refuse(problems);
        }

        /**
         * Which secret crosses a network in clear text and why, as the beginning of a sentence;
         * empty if none does.
         */
        public Optional<String> clearText() {
            return user.isEmpty() || security != Security.NONE || LoopbackHost.matches(host)
                    ? Optional.empty()
                    : Optional.of("notify.mail.security = none: notify.mail.user and the password");
        }

        private static boolean isAddress(String text) {
            return text.matches("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");
        }

        /** Masks the password. */
        @Override
        public String toString() {
            return "Mail["
                    + host
                    + ":"
                    + port
                    + ", "
                    + security
                    + ", user="
                    + user
                    + ", password="
                    + MASK
                    + ", from="
                    + from
                    + ", to="
                    + to
                    + "]";
        }
    }

    /**
     * A webhook: an HTTP POST of a JSON object.
     *
     * @param secret key of the signature; empty for none
     * @param token bearer token; empty for none
     * @param timeout of the connection and of the answer
     */
    public record Webhook(
            URI url, Optional<String> secret, Optional<String> token, Duration timeout) {

        /**
         * @throws IllegalArgumentException naming every key that is wrong; the URL is not quoted,
         *     since it may have a secret in it
         */
        public Webhook {
            List<String> problems = new ArrayList<>();
            boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            check(
                    problems,
                    http && url.getHost() != null && url.getUserInfo() == null,
                    "notify.webhook.url must be https://HOST/... or http://HOST/..., without a user");
            check(problems, isPositive(timeout), "notify.webhook.timeout must be 1 s or more");
            refuse(problems);
        }

        /**
         * Which secret crosses a network in clear text and why, as the beginning of a sentence;
         * empty if none does.
         */
        public Optional<String> clearText() {
            return token.isEmpty()
                            || !"http".equals(url.getScheme())
                            || LoopbackHost.matches(url.getHost())
                    ? Optional.empty()
                    : Optional.of(
                            "notify.webhook.url begins with http: the token and each message");
        }

        /** Without the path, which may have a secret in it. */
        String target() {
            return url.getScheme()
                    + "://"
                    + url.getHost()
                    + (url.getPort() < 0 ? "" : ":" + url.getPort());
        }

        /** Masks the secrets. */
        @Override
        public String toString() {
            return "Webhook[" + target() + ", secret=" + MASK + ", token=" + MASK + "]";
        }
    }

    /**
     * @throws IllegalArgumentException if a duration is too short
     */
    public NotifyConfig {
        List<String> problems = new ArrayList<>();
        check(problems, isPositive(interval), "notify.interval must be 1 s or more");
        check(
                problems,
                reminder.compareTo(interval) >= 0,
                "notify.reminder must not be shorter than notify.interval");
        refuse(problems);
    }

    private static boolean isPositive(Duration duration) {
        return duration.compareTo(MIN) >= 0;
    }

    private static void check(List<String> problems, boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
