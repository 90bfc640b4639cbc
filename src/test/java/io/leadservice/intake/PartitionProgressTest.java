package io.leadservice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {

    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void commitsNothingBeforeTheFirstRecordEnds() {
        progress.begin(5);
        progress.begin(6);

        progress.end(6);

        assertThat(progress.toCommit()).isEmpty();
    }

    @Test
    void commitsUpToTheFirstRecordThatHasNotEndedWhateverTheGaps() {
        for (long offset : List.of(5L, 6L, 9L, 12L)) {
            progress.begin(offset);
        }

        progress.end(9);
        progress.end(5);
        progress.end(6);

        assertThat(progress.toCommit()).isEqualTo(OptionalLong.of(10));
        progress.committed(10);
        assertThat(progress.toCommit()).isEmpty();
        progress.end(12);
        assertThat(progress.toCommit()).isEqualTo(OptionalLong.of(13));
    }

    @Test
    void skipsOffsetsThatAreNoRecordsOnlyWhenNothingIsAtWork() {
        progress.begin(5);
        progress.skip(8);
        assertThat(progress.toCommit()).isEmpty();

        progress.end(5);
        progress.skip(8);

        assertThat(progress.toCommit()).isEqualTo(OptionalLong.of(8));
    }

    @Test
    void neverCommitsPastARecordAtWorkInAnyOrderOfEnds() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            PartitionProgress any = new PartitionProgress();
            List<Long> offsets = new ArrayList<>();
            long offset = random.nextInt(100);
            for (int i = 0; i < 20; i++) {
                offset += 1 + random.nextInt(3);
                offsets.add(offset);
                any.begin(offset);
            }
            List<Long> left = new ArrayList<>(offsets);
            Collections.shuffle(offsets, random);
            for (long ended : offsets) {
                any.end(ended);
                left.remove(ended);
                long bound = left.isEmpty() ? Long.MAX_VALUE : left.get(0);
                assertThat(any.toCommit().orElse(0)).isLessThanOrEqualTo(bound);
            }
            assertThat(any.toCommit()).isEqualTo(OptionalLong.of(offset + 1));
        }
    }
}
