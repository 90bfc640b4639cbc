package io.leadservice.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.leadservice.lead.Vertical;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelHeapTest {

    private static final long BOUND = 2_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a thread allocates is exact, and an object holds no more than was allocated for it, but for the texts of its file. */
    @ParameterizedTest
    @EnumSource
    void takesLessThanTwoMegabytes(Vertical vertical) throws IOException, ModelException {
        String path = "/models/" + vertical.name().toLowerCase(Locale.ROOT) + ".json";
        ModelFile file;
        try (InputStream in = ModelHeapTest.class.getResourceAsStream(path)) {
            file = ModelFiles.parse(in.readAllBytes());
        }
        new AdditiveModel(file);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        AdditiveModel model = new AdditiveModel(file);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(model.reference().features()).isNotEmpty();
        assertThat(allocated).isBetween(1L, BOUND - 2L * ModelFiles.MAX_BYTES);
    }
}
