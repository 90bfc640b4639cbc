package io.leadservice.intake;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.bus.RequestIds;
import io.leadservice.kafka.DeadLetters;
import io.leadservice.kafka.Outgoing;
import io.leadservice.kafka.RecordWriter;
import io.leadservice.pipeline.Submission;
import io.leadservice.pipeline.TakeIn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works records off until nothing of them is left to do: the lead is stored, or the record lies with the dead letters. What
 * cannot be done now is tried again for as long as it takes, with pauses that grow to {@value #LONGEST_PAUSE_MILLIS} ms;
 * what never will be done, and a defect at the {@value #MOST_DEFECTS}th time, goes to the dead letters.
 *
 * <p>State is confined to the event loop of the instance that owns it.
 */
final class RecordWork {

    private static final Logger LOG = LoggerFactory.getLogger(RecordWork.class);
    private static final int MOST_DEFECTS = 5;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    /** A defect may be of another version that goes with a rolling update: five tries take a minute and more. */
    private static final long PAUSE_AFTER_DEFECT_MILLIS = 20_000;

    private static final Duration BURY_LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final SubmissionRecords records;
    private final LeadCompletion completion;
    private final LetterSealing letters;
    private final RecordWriter writer;
    private final IntakeMeters meters;
    private final Set<Run> waiting = new HashSet<>();
    private boolean halted;

    RecordWork(
            Vertx vertx,
            SubmissionRecords records,
            LeadCompletion completion,
            LetterSealing letters,
            RecordWriter writer,
            IntakeMeters meters) {
        this.vertx = vertx;
        this.records = records;
        this.completion = completion;
        this.letters = letters;
        this.writer = writer;
        this.meters = meters;
    }

    /** Completes once the record needs no more work; fails if that could not be before {@link #halt}. */
    Future<Void> finish(ConsumerRecord<String, byte[]> record) {
        meters.begun();
        Run run = new Run(record, records.read(record));
        run.go();
        return run.done.future().onComplete(done -> meters.ended());
    }

    /** Gives up what waits for a better moment, and what would have to. */
    void halt() {
        halted = true;
        List.copyOf(waiting).forEach(Run::giveUp);
    }

    private Future<Void> bury(ProducerRecord<String, byte[]> origin, String reason, int tries) {
        ProducerRecord<String, byte[]> letter = DeadLetters.of(origin, reason, tries);
        return writer.write(List.of(new Outgoing(reason, letter)), Deadline.after(BURY_LIMIT))
                .compose(result -> {
                    if (!result.refused().isEmpty() && !reason.equals(DeadLetters.TOO_LARGE)) {
                        // Sealing makes it longer than its topic takes: what is left tells of it at least.
                        return bury(origin, DeadLetters.TOO_LARGE, tries);
                    }
                    return result.published().isEmpty()
                            ? Future.failedFuture(new Failure(FailureCode.BACK_END, "Kafka takes no dead letter"))
                            : Future.succeededFuture();
                });
    }

    /** One record on its way. */
    private final class Run {

        private final ConsumerRecord<String, byte[]> record;
        private final Optional<TakeIn> content;
        private final Promise<Void> done = Promise.promise();
        private Optional<Reason> doomed;
        private int defects;
        private int pauses;
        private long timer;

        Run(ConsumerRecord<String, byte[]> record, Reading reading) {
            this.record = record;
            if (reading instanceof Reading.Illegible illegible) {
                this.content = illegible.content();
                this.doomed = Optional.of(illegible.reason());
            } else {
                this.content = Optional.of(((Reading.Legible) reading).queued());
                this.doomed = Optional.empty();
            }
        }

        void go() {
            Future.succeededFuture()
                    .compose(begun -> doomed.isPresent() ? bury(doomed.get()) : complete())
                    .onSuccess(done::tryComplete)
                    .onFailure(this::again);
        }

        private Future<Void> complete() {
            TakeIn queued = content.orElseThrow();
            Submission submission = queued.submission();
            RequestIds ids = new RequestIds("", submission.client(), submission.leadId());
            return ids.call(() -> completion.complete(queued)).compose(finished -> {
                if (finished == LeadCompletion.Finished.MALFORMED) {
                    doomed = Optional.of(Reason.MALFORMED);
                    return bury(Reason.MALFORMED);
                }
                meters.finished(finished);
                return Future.succeededFuture();
            });
        }

        private Future<Void> bury(Reason reason) {
            // What came in clear is not written in clear.
            Future<ProducerRecord<String, byte[]>> origin = content.map(letters::of)
                    .orElseGet(() -> Future.succeededFuture(new ProducerRecord<>(
                            record.topic(), null, record.key(), record.value(), record.headers())));
            return origin.compose(letter -> RecordWork.this.bury(letter, reason.key(), defects + 1))
                    .onSuccess(buried -> {
                        meters.buried();
                        LOG.error(
                                "submission goes to the dead letters partition={} offset={} reason={} tries={}",
                                record.partition(),
                                record.offset(),
                                reason.key(),
                                defects + 1);
                    });
        }

        private void again(Throwable cause) {
            FailureCode code = Failure.codeOf(cause);
            if (code == FailureCode.CORRUPT) {
                doomed = Optional.of(Reason.CORRUPT);
            } else if (code == FailureCode.INTERNAL && ++defects >= MOST_DEFECTS) {
                doomed = Optional.of(Reason.INTERNAL);
            }
            if (halted) {
                giveUp();
                return;
            }
            if (pauses == 0 && waiting.isEmpty()) {
                LOG.warn("intake waits code={}", code);
            }
            meters.waits();
            waiting.add(this);
            timer = vertx.setTimer(code == FailureCode.INTERNAL ? PAUSE_AFTER_DEFECT_MILLIS : pause(), id -> {
                waiting.remove(this);
                go();
            });
        }

        /** Grows twofold, less up to a half by chance, so that records do not come all at once. */
        private long pause() {
            long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(pauses, 10));
            pauses++;
            return most / 2 + ThreadLocalRandom.current().nextLong(most / 2) + 1;
        }

        void giveUp() {
            vertx.cancelTimer(timer);
            waiting.remove(this);
            done.tryFail("the instance stops");
        }
    }
}
