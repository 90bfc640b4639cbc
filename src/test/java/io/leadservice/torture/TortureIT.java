package io.leadservice.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.cli.DevelopmentToken;
import io.leadservice.testbed.Credentials;
import io.leadservice.testbed.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A short run of torture: processes of their own, killed and paused under load. */
class TortureIT {

    /** Its three faults kill a node, the store and the broker. */
    private static final long SEED = 129;

    private static final Path CONF = Path.of("conf", "lead-service.yaml");

    @Test
    void losesAndDoublesNothingWhileItsPartsAreKilled() throws Exception {
        // Given
        Plan plan = new Plan(SEED, Duration.ofSeconds(12), 40, 2, 3, Course.RANDOM, false, CONF, Optional.empty());
        assertThat(Schedule.of(plan))
                .extracting(Fault::name)
                .containsExactly("kill node 2", "kill mongodb", "kill kafka");
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

        // When
        Report report = Torture.run(plan, credentials(), new Progress() {
            @Override
            public void tell(String step, double share) {}

            @Override
            public void say(String line) {
                said.add(line);
            }
        });

        // Then
        assertThat(report.clean()).as(report.text()).isTrue();
        assertThat(report.acknowledged()).isGreaterThanOrEqualTo(12 * 40);
        assertThat(report.setbacks()).as("attempts that the faults broke").isPositive();
        assertThat(List.copyOf(said))
                .filteredOn(line -> line.endsWith("is back"))
                .hasSize(3);
        assertThat(report.row())
                .startsWith("| " + SEED + " | 12 | 40 | 2 | 3 | ")
                .endsWith("| 0 |\n");
    }

    private static Credentials credentials() {
        String secret = key("secret");
        String token = DevelopmentToken.issue(
                Map.of("JWT_SECRET", secret), "torture", "leads:write leads:read", Duration.ofHours(1));
        return new Credentials(key("key"), secret, token);
    }

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(String.format("%32s", text).getBytes(StandardCharsets.US_ASCII));
    }
}
