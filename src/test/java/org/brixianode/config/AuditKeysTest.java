package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.ops.audit.AuditConfig;
import org.brixianode.ops.audit.SyslogConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuditKeysTest {

    private static AuditConfig read(String text) throws InvalidConfigurationException {
        return ConfigReader.read(text, "test.conf", Path.of("/srv/brixia")).audit();
    }

    @Test
    void byDefaultNothingIsSentAndNoPatientIsNamed() throws Exception {
        assertThat(read(""))
                .isEqualTo(
                        new AuditConfig(
                                Duration.ofDays(400),
                                50L << 20,
                                5L << 30,
                                "",
                                "",
                                false,
                                Optional.empty()));
    }

    @Test
    void aSyslogServer() throws Exception {
        SyslogConfig server =
                read("""
                        audit {
                          patient-ids = true
                          syslog {
                            enabled = true
                            host = audit.example
                            key-store = "conf/node.p12"
                            key-store-password = secret
                            spool-size = 2 MiB
                            spool-age = 3 days
                          }
                        }
                        """)
                        .syslog()
                        .orElseThrow();
        assertThat(server)
                .isEqualTo(
                        new SyslogConfig(
                                SyslogConfig.Transport.TLS,
                                "audit.example",
                                6514,
                                2 << 20,
                                Duration.ofDays(3),
                                Optional.of(
                                        new SyslogConfig.Store(
                                                Path.of("/srv/brixia/conf/node.p12"), "secret")),
                                Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keep = 3600 s|audit.keep must be 1 day or more",
                "keep = 400|audit.keep = 400 has no unit: write 400 days",
                "file-size = 1 KiB|audit.file-size must be 64 KiB or more",
                "total-size = 1 MiB|audit.total-size must be audit.file-size or more",
                "source-id = \"a\\nb\"|audit.source-id must be one line",
                "syslog.enabled = true|audit.syslog.host is empty: name the syslog server",
                "syslog { enabled = true, host = h, port = 0 }|audit.syslog.port = 0 is no port: it must be 1 to 65535",
                "syslog { enabled = true, host = h, transport = relp }|is none of: tls, tcp, udp",
                "syslog { enabled = true, host = h, spool-size = 1 B }|spool-size must be 1 MiB or more",
                "syslog { enabled = true, host = h, spool-age = 1 s }|spool-age must be 1 minute or more",
                "syslog.hots = h|unknown key audit.syslog.hots (did you mean audit.syslog.host?)"
            })
    void aBadValueIsRefusedWithWhatToDo(String value, String expected) {
        assertThatThrownBy(() -> read("audit { " + value + " }"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(expected);
    }
}
