package io.leadservice.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.testbed.Target.Role;
import io.leadservice.torture.Fault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Path NO_CONF = Path.of("none");

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(Schedule.of(plan(7, 8))).isEqualTo(Schedule.of(plan(7, 8)));
        assertThat(Schedule.of(plan(7, 8))).isNotEqualTo(Schedule.of(plan(8, 8)));
    }

    @Test
    void spreadsTheFaultsInOrderOverTheRun() {
        List<Fault> faults = Schedule.of(plan(7, 8));

        assertThat(faults).hasSize(8).isSortedAccordingTo(Comparator.comparing(Fault::at));
        assertThat(faults)
                .allSatisfy(fault -> assertThat(fault.at()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(54)));
    }

    @Test
    void drawsEveryKindOfFaultBeforeItDrawsOneTwice() {
        List<Fault> faults = Schedule.of(plan(7, 9));

        Set<String> kinds = new HashSet<>();
        faults.forEach(fault -> kinds.add(fault.kind() + " " + fault.target().role()));
        assertThat(kinds).hasSize(9).contains("TERM NODE", "KILL MONGODB", "PAUSE KAFKA", "KILL REDIS");
    }

    @Test
    void leavesAMongodbThatIsNotItsOwnAlone() {
        Plan plan = new Plan(
                7,
                Duration.ofSeconds(60),
                200,
                2,
                50,
                Course.RANDOM,
                false,
                NO_CONF,
                Optional.of("mongodb://elsewhere"));

        assertThat(Schedule.of(plan))
                .hasSize(50)
                .noneMatch(fault -> fault.target().role() == Role.MONGODB);
    }

    @Test
    void asksOnlyNodesToStopInOrder() {
        assertThat(Schedule.of(plan(7, 90)))
                .filteredOn(fault -> fault.kind() == Kind.TERM)
                .isNotEmpty()
                .allMatch(fault -> fault.target().role() == Role.NODE);
    }

    @Test
    void stopsEachNodeInTurnInARollingRestartAndKillsOneInAKill() {
        assertThat(Schedule.of(plan(7, 0, Course.ROLLING)))
                .extracting(Fault::name)
                .containsExactly("term node 1", "term node 2");
        assertThat(Schedule.of(plan(7, 0, Course.KILL))).extracting(Fault::name).containsExactly("kill node 1");
    }

    private static Plan plan(long seed, int faults) {
        return plan(seed, faults, Course.RANDOM);
    }

    private static Plan plan(long seed, int faults, Course course) {
        return new Plan(seed, Duration.ofSeconds(60), 200, 2, faults, course, false, NO_CONF, Optional.empty());
    }
}
