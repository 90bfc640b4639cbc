package io.leadservice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.scoring.model.ModelFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTrainingTest {

    @TempDir
    private Path folder;

    @Test
    void printsTheFiguresAndWritesModelAndCard() throws Exception {
        Path csv = write("rows.csv.gz", Rows.csv(Rows.draw(3_000, 3), "gender"));

        List<String> lines = training(csv, columns(false)).run(Optional.of(folder.resolve("out")), Progress.SILENT);

        assertThat(lines)
                .contains("left out  row_id (names rows)", "left out  gender (on the deny-list: sex)")
                .filteredOn(
                        line -> line.matches("(AUC|log-loss|ECE) +0\\.\\d{4} \\(95 % CI 0\\.\\d{4} to 0\\.\\d{4}\\)"))
                .hasSize(6);
        assertThat(ModelFiles.read(Files.readAllBytes(folder.resolve("out/rows.json")))
                        .model()
                        .id())
                .isEqualTo("rows");
        assertThat(folder.resolve("out/rows.md"))
                .content()
                .contains("# Model card: rows 1", "| auc | 0.", "`gender`, on the deny-list: sex");
    }

    @Test
    void failsOnTheDenyListWhereItIsToBeStrict() throws IOException {
        Path csv = write("rows.csv", Rows.csv(Rows.draw(200, 3), "gender"));

        assertThatThrownBy(() -> training(csv, columns(true)).run(Optional.empty(), Progress.SILENT))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("gender=sex");
    }

    @Test
    void namesALabelThatIsNotThereAndAValueThatItCannotRead() throws IOException {
        Path csv = write("rows.csv", "a;won\n1;maybe\n2;no\n");
        CsvColumns missing =
                new CsvColumns("lost", Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), false);

        assertThatThrownBy(() -> training(csv, missing).run(Optional.empty(), Progress.SILENT))
                .hasMessageContaining("no column lost");
        assertThatThrownBy(() -> training(csv, columns(false)).run(Optional.empty(), Progress.SILENT))
                .hasMessageContaining("'maybe'");
    }

    @Test
    void readsQuotesOtherSeparatorsLineEndsAndAByteOrderMark() throws IOException {
        Path csv = write("odd.csv", "\uFEFFa;\"b;c\";d\r\n1;\"x \"\"y\"\"\n z\";\r\n\r\n2;;\"\"\n");

        CsvFile file = CsvFile.read(csv, Optional.empty());

        assertThat(file.header()).containsExactly("a", "b;c", "d");
        assertThat(file.columns()).containsExactly(List.of("1", "2"), List.of("x \"y\"\n z", ""), List.of("", ""));
    }

    @Test
    void namesARowWithAnotherNumberOfCells() throws IOException {
        Path csv = write("short.csv", "a,b\n1,2\n3\n");

        assertThatThrownBy(() -> CsvFile.read(csv, Optional.empty())).hasMessage("line 3 has 1 cells instead of 2");
    }

    private static CsvTraining training(Path csv, CsvColumns columns) {
        return new CsvTraining(csv, Optional.empty(), columns, 1);
    }

    private static CsvColumns columns(boolean strict) {
        return new CsvColumns("won", Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), strict);
    }

    private Path write(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (!name.endsWith(".gz")) {
            return Files.write(path, content);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(content);
        }
        return path;
    }
}
