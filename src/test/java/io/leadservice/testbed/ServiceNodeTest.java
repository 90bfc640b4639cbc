package io.leadservice.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.embedded.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNodeTest {

    @TempDir
    private Path folder;

    @Test
    void givesUpANodeWhoseConfigurationIsRefused() throws IOException {
        Files.writeString(folder.resolve(ServiceNode.CONF), "http:\n  prot: 3000\n");
        int port = LoopbackPort.free();
        ServiceNode node = new ServiceNode(Map.of(), NodeJvm.SHORT_LIVED, false, folder, port, LoopbackPort.free());

        assertThatThrownBy(node::start)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a node does not start; its log is ");

        assertThat(node.process()).isEmpty();
        assertThat(folder.resolve("node-" + port + ".log")).content().contains("http.prot");
    }
}
