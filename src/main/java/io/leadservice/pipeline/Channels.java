package io.leadservice.pipeline;

import io.leadservice.bus.Channel;
import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;
import java.util.List;
import java.util.stream.Stream;

/** Every channel between the stages: the service's internal contract in one place. */
public final class Channels {

    public static final Channel<Submission, ValidationResult> VALIDATE =
            new Channel<>("stage.validation", Submission.class, ValidationResult.class);
    public static final Channel<Submission, ContractFaults> CHECK =
            new Channel<>("stage.validation.contract", Submission.class, ContractFaults.class);
    public static final Channel<NamePerson, NamedPerson> NAME_PERSON =
            new Channel<>("stage.validation.person", NamePerson.class, NamedPerson.class);
    public static final Channel<TakeIn, TakenIn> TAKE_IN = new Channel<>("stage.intake", TakeIn.class, TakenIn.class);
    public static final Channel<NameLead, NamedLead> NAME_LEAD =
            new Channel<>("stage.intake.name", NameLead.class, NamedLead.class);
    public static final Channel<AskBacklog, Backlog> BACKLOG =
            new Channel<>("stage.intake.backlog", AskBacklog.class, Backlog.class);
    public static final Channel<ValidatedLead, Score> SCORE =
            new Channel<>("stage.scoring", ValidatedLead.class, Score.class);
    public static final Channel<StoreLead, StoreResult> STORE =
            new Channel<>("stage.persistence", StoreLead.class, StoreResult.class);
    public static final Channel<FindLead, FindResult> FIND =
            new Channel<>("stage.persistence.find", FindLead.class, FindResult.class);
    public static final Channel<UpdateLead, UpdateResult> UPDATE =
            new Channel<>("stage.persistence.update", UpdateLead.class, UpdateResult.class);
    public static final Channel<TellOutcome, UpdateResult> TELL_OUTCOME =
            new Channel<>("stage.persistence.outcome", TellOutcome.class, UpdateResult.class);

    public static final Channel<EraseLead, EraseResult> ERASE =
            new Channel<>("stage.persistence.erase", EraseLead.class, EraseResult.class);
    public static final Channel<ErasePerson, PersonErased> ERASE_PERSON =
            new Channel<>("stage.persistence.erase.person", ErasePerson.class, PersonErased.class);
    public static final Channel<RecordAudit, AuditRecorded> RECORD_AUDIT =
            new Channel<>("stage.persistence.audit", RecordAudit.class, AuditRecorded.class);
    public static final Channel<ShowPerson, PersonData> SHOW_PERSON =
            new Channel<>("stage.persistence.person", ShowPerson.class, PersonData.class);

    public static final Channel<AskModels, ModelsInUse> MODELS =
            new Channel<>("stage.persistence.models", AskModels.class, ModelsInUse.class);
    public static final Channel<FetchModel, ModelContent> FETCH_MODEL =
            new Channel<>("stage.persistence.models.fetch", FetchModel.class, ModelContent.class);
    public static final Channel<ListModels, ModelList> LIST_MODELS =
            new Channel<>("stage.persistence.models.list", ListModels.class, ModelList.class);
    public static final Channel<ChangeModel, ModelChanged> CHANGE_MODEL =
            new Channel<>("stage.persistence.models.change", ChangeModel.class, ModelChanged.class);

    public static final Channel<ListLeads, LeadPage> LIST =
            new Channel<>("stage.persistence.list", ListLeads.class, LeadPage.class);

    public static final Channel<OpenKey, KeyState> OPEN_KEY =
            new Channel<>("stage.persistence.key.open", OpenKey.class, KeyState.class);
    public static final Channel<KeepAnswer, Answer> KEEP_ANSWER =
            new Channel<>("stage.persistence.key.keep", KeepAnswer.class, Answer.class);
    public static final Channel<ReleaseKey, KeyReleased> RELEASE_KEY =
            new Channel<>("stage.persistence.key.release", ReleaseKey.class, KeyReleased.class);
    public static final Channel<KeepLetterKey, LetterKey> KEEP_LETTER_KEY =
            new Channel<>("stage.persistence.letter.key", KeepLetterKey.class, LetterKey.class);
    public static final Channel<PublishEvents, PublishResult> PUBLISH =
            new Channel<>("stage.publishing", PublishEvents.class, PublishResult.class);
    public static final Channel<BuryEvents, PublishResult> BURY =
            new Channel<>("stage.publishing.bury", BuryEvents.class, PublishResult.class);

    /** Leads that a node which has just started has another one answer: see docs/adr/0058. */
    public static final Channel<PostedLead, Answer> ANSWER =
            new Channel<>("stage.http", PostedLead.class, Answer.class);

    private Channels() {}

    /** The channel on which a verticle type tells how it is. */
    public static Channel<HealthCheck, StageHealth> health(StageName stage) {
        return new Channel<>("stage." + stage.key() + ".health", HealthCheck.class, StageHealth.class);
    }

    /** All channels, for the registration of codecs. */
    public static List<Channel<?, ?>> all() {
        return Stream.concat(
                        Stream.<Channel<?, ?>>of(
                                VALIDATE,
                                CHECK,
                                NAME_PERSON,
                                TAKE_IN,
                                NAME_LEAD,
                                BACKLOG,
                                SCORE,
                                STORE,
                                FIND,
                                UPDATE,
                                TELL_OUTCOME,
                                ERASE,
                                ERASE_PERSON,
                                SHOW_PERSON,
                                RECORD_AUDIT,
                                MODELS,
                                FETCH_MODEL,
                                LIST_MODELS,
                                CHANGE_MODEL,
                                LIST,
                                OPEN_KEY,
                                KEEP_ANSWER,
                                RELEASE_KEY,
                                KEEP_LETTER_KEY,
                                PUBLISH,
                                BURY,
                                ANSWER),
                        Stream.<Channel<?, ?>>of(health(StageName.VALIDATION)))
                .toList();
    }
}
