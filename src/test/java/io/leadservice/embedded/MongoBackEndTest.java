package io.leadservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoBackEndTest {

    @Test
    void leavesNothingBehindWhereItsPortIsTaken(@TempDir Path folder) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> MongoBackEnd.start(folder, other.getLocalPort()))
                    .isInstanceOf(BindException.class);
        }
        // its file is free
        try (MongoBackEnd again = MongoBackEnd.start(folder, LoopbackPort.free())) {
            assertThat(again.address()).startsWith("mongodb://127.0.0.1:");
        }
    }
}
