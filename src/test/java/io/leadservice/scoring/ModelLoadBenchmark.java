package io.leadservice.scoring;

import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the six models take to load with every check of their files: in a JVM that has loaded no class for it yet, and once
 * more in the same one, as a model does that is put in the place of another.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgs = "-XX:+UseSerialGC")
@Measurement(iterations = 1)
public class ModelLoadBenchmark {

    @Benchmark
    @Warmup(iterations = 0)
    public Object first() throws IOException, ModelException {
        return load();
    }

    @Benchmark
    @Warmup(iterations = 1)
    public Object second() throws IOException, ModelException {
        return load();
    }

    private static Object load() throws IOException, ModelException {
        List<Object> models = new ArrayList<>();
        for (Vertical vertical : Vertical.values()) {
            models.add(ModelFiles.read(Models.resource(vertical)));
        }
        return models;
    }
}
