package io.leadservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.ObjectDataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdsTest {

    private final ObjectDataType library = new ObjectDataType();
    private final Ids ids = new Ids();

    static Object[] each() {
        return new Object[] {
            "",
            "short",
            "of fifteen char",
            "of sixteen chars",
            "AUTO/email/" + "x".repeat(43),
            "x".repeat(300),
            "Zoë Zürich Straße 15",
            "\uD83D\uDE00 of two characters",
            42,
            UUID.fromString("00000000-0000-0000-0000-000000000001")
        };
    }

    @ParameterizedTest
    @MethodSource("each")
    void areInTheFileAsTheLibraryWritesThemAndComeBack(Object id) {
        ByteBuffer written = written(ids, id);

        assertThat(written).isEqualTo(written(library, id));
        assertThat(ids.read(written)).isEqualTo(id);
        assertThat(written.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("each")
    void standInTheLibrarysOrder(Object id) {
        for (Object other : each()) {
            assertThat(ids.compare(id, other)).isEqualTo(library.compare(id, other));
        }
    }

    private static ByteBuffer written(ObjectDataType type, Object id) {
        WriteBuffer out = new WriteBuffer();
        type.write(out, id);
        ByteBuffer written = out.getBuffer().duplicate();
        written.flip();
        return written;
    }
}
