package io.leadservice.bus;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a hop between nodes adds to a message: to bytes and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RecordCodecBenchmark {

    /** A message of a few kilobytes, as leads are. */
    public record Sample(String id, List<String> texts) {}

    private final RecordCodec<Sample> codec = new RecordCodec<>(Sample.class);
    private final Sample sample = new Sample("01a20b76-3fa6-786d-93ff-8b2631732796", List.of("text".repeat(500)));

    @Benchmark
    public Sample toBytesAndBack() {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, sample);
        return codec.decodeFromWire(0, wire);
    }
}
