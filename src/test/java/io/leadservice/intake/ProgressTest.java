package io.leadservice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final TopicPartition FIRST = new TopicPartition("lead.intake", 0);
    private static final TopicPartition SECOND = new TopicPartition("lead.intake", 1);

    private final Progress progress = new Progress();

    @Test
    void holdsAPartitionThatIsFarAheadOfARecordWhichDoesNotEnd() {
        // Given
        work(FIRST, 1);
        work(SECOND, 0);

        // Then
        assertThat(progress.stuck()).isEqualTo(Set.of(FIRST));

        // When
        progress.of(FIRST).end(0);

        // Then
        assertThat(progress.stuck()).isEmpty();
    }

    @Test
    void holdsNoPartitionThatIsAnothersNow() {
        work(FIRST, 1);

        progress.forget(Set.of(FIRST));

        assertThat(progress.stuck()).isEmpty();
    }

    /** All begin, and end from an offset on. */
    private void work(TopicPartition partition, int firstThatEnds) {
        for (int offset = 0; offset < Progress.MOST_AHEAD; offset++) {
            progress.of(partition).begin(offset);
        }
        for (int offset = firstThatEnds; offset < Progress.MOST_AHEAD; offset++) {
            progress.of(partition).end(offset);
        }
    }
}
