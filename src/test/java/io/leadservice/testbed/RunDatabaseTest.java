package io.leadservice.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunDatabaseTest {

    @Test
    void takesThePlaceOfTheDatabaseInTheConnectionString() {
        assertThat(RunDatabase.of("mongodb://a:1,b:2/leads?w=1", "run")).isEqualTo("mongodb://a:1,b:2/run?w=1");
        assertThat(RunDatabase.of("mongodb://a:1", "run")).isEqualTo("mongodb://a:1/run");
        assertThat(RunDatabase.of("mongodb+srv://a/?tls=true", "run")).isEqualTo("mongodb+srv://a/run?tls=true");
    }

    @Test
    void keepsTheDatabaseOfTheCredentials() {
        assertThat(RunDatabase.of("mongodb://u:p@a/leads", "run")).isEqualTo("mongodb://u:p@a/run?authSource=leads");
        assertThat(RunDatabase.of("mongodb://u:p@a/leads?authSource=admin", "run"))
                .isEqualTo("mongodb://u:p@a/run?authSource=admin");
    }

    @Test
    void refusesWhatIsNoConnectionString() {
        assertThatThrownBy(() -> RunDatabase.of("localhost", "run")).isInstanceOf(IllegalArgumentException.class);
    }
}
