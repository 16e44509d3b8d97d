package org.brixianode.node.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.brixianode.config.NodeConfig;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebCheckTest {

    @TempDir Path folder;

    private NodeConfig config(String web) throws Exception {
        return TestNode.config(folder, "web { " + web + " }");
    }

    @Test
    void aFreePortIsFree() throws Exception {
        int port = Peers.freePort();
        assertThat(WebCheck.run(config("enabled = true, port = " + port), false))
                .isEqualTo(port + " on 127.0.0.1 is free");
        assertThat(WebCheck.run(config("enabled = false"), false)).startsWith("not enabled");
    }

    @Test
    void aPortInUseIsThatOfARunningNodeOrOfAnotherProgram() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeConfig config = config("enabled = true, port = " + other.getLocalPort());
            assertThat(WebCheck.run(config, true)).contains("is in use, and a running node has");
            assertThatThrownBy(() -> WebCheck.run(config, false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("web.port " + other.getLocalPort())
                    .hasMessageContaining("choose another web.port");
        }
    }
}
