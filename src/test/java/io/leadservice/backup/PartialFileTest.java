package io.leadservice.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {

    private static final Header HEADER = new Header(Instant.EPOCH, "check", Header.Kind.LEADS);

    @TempDir
    Path folder;

    @Test
    void isWrittenByOneAtATime() throws IOException {
        Path target = folder.resolve("leads.backup");
        PartialFile first = PartialFile.begin(target, HEADER);

        assertThatThrownBy(() -> PartialFile.resume(target, "check"))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is being written by another process");
        first.close();
        try (PartialFile second = PartialFile.resume(target, "check")) {
            assertThat(second.last()).isEmpty();
        }
    }

    @Test
    void neverTakesTheNameOfAFinishedOne() throws IOException {
        Path target = folder.resolve("leads.backup");
        PartialFile.begin(target, HEADER).close();
        Files.writeString(target, "finished");

        assertThatThrownBy(() -> PartialFile.resume(target, "check"))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is there already");
        assertThat(target).hasContent("finished");
    }

    @Test
    void leavesAnotherKeysBackupUnlocked() throws IOException {
        Path target = folder.resolve("leads.backup");
        PartialFile.begin(target, HEADER).close();

        assertThatThrownBy(() -> PartialFile.resume(target, "other")).hasMessageContaining("another ENCRYPTION_KEY");
        PartialFile.resume(target, "check").close();
    }
}
