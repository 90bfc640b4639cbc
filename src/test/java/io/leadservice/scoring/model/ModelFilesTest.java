package io.leadservice.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFilesTest {

    @Test
    void readsWhatItWroteAndWritesTheSameAgain() throws ModelException {
        byte[] content = ModelFiles.write(TestModels.small());

        ModelFile file = ModelFiles.parse(content);

        assertThat(file.withSha256("")).isEqualTo(TestModels.small());
        assertThat(ModelFiles.write(file)).isEqualTo(content);
        assertThat(ModelFiles.read(content).logOdds(Map.of())).isEqualTo(-2.1);
    }

    @ParameterizedTest
    @CsvSource({
        "'-0.5,', '-0.6,', SHA-256",
        "'\"version\" : \"7\"', '\"version\" : \"8\"', SHA-256",
        "'\"format\" : 1', '\"format\" : 2', format 2",
        "'-0.5,', '1e999,', not finite",
        "'-0.5,', 'null,', no sound file",
        "'-0.5,', '', needs a weight",
        "'\"seed\" : 0', '\"seed\" : 0, \"more\" : 1', no sound file",
        "'\"seed\" : 0', '\"sead\" : 0', seed is missing",
        "'\"seed\" : 0', '\"seed\" : \"0\"', seed is missing or of the wrong type",
        "'\"seed\" : 0', '\"seed\" : 0, \"seed\" : 0', Duplicate field",
        "'\"basis\" : ', '\"basis\" : \"x\", \"was\" : ', no sound file",
        "'\"period\" : null,', '', period is missing",
        "'\"training\" : {', '\"training\" : {}, \"was\" : {', trainer is missing",
        "'\"golden\" : [', '\"golden\" : [ 1, ', golden is missing or of the wrong type"
    })
    void refusesAFileThatWasAlteredOrIsUnsound(String part, String by, String why) {
        String content = new String(ModelFiles.write(TestModels.small()), StandardCharsets.UTF_8);
        assertThat(content).contains(part);
        String altered = content.replaceFirst(java.util.regex.Pattern.quote(part), by);

        assertThatThrownBy(() -> ModelFiles.read(altered.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesAModelThatGivesSomethingElseThanItMust() {
        ModelFile small = TestModels.small();
        byte[] wrong = ModelFiles.write(TestModels.file(small.features(), small.pairs(), TestModels.golden(-2.3)));
        byte[] unproven = ModelFiles.write(TestModels.file(small.features(), small.pairs(), List.of()));

        assertThatThrownBy(() -> ModelFiles.read(wrong)).hasMessageContaining("golden vector instead of -2.3");
        assertThatThrownBy(() -> ModelFiles.read(unproven)).hasMessageContaining("less than 20 golden vectors");
    }

    @Test
    void refusesAPairOfAFeatureThatIsNotThere() {
        ModelFile small = TestModels.small();
        byte[] content = ModelFiles.write(
                TestModels.file(small.features().subList(0, 1), small.pairs(), TestModels.golden(-2.199999)));

        assertThatThrownBy(() -> ModelFiles.read(content)).hasMessageContaining("does not fit its features");
    }

    @Test
    void refusesAFileBeyond64KilobytesAndWhatIsNoJson() {
        byte[] large = new byte[ModelFiles.MAX_BYTES + 1];
        Arrays.fill(large, (byte) ' ');

        assertThatThrownBy(() -> ModelFiles.read(large)).hasMessageContaining("65536 bytes");
        for (String content : List.of("\1\2", "", "[]", "7", "{", "{\"format\" : 1", "{} {}")) {
            assertThatThrownBy(() -> ModelFiles.read(content.getBytes(StandardCharsets.UTF_8)))
                    .as(content)
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("no sound file");
        }
    }
}
