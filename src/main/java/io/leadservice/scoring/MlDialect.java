package io.leadservice.scoring;

import io.leadservice.config.MlServiceConfig;
import io.leadservice.lead.FeatureVector;
import io.leadservice.resilience.CallFailure;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** How one protocol asks and answers. Safe to share. */
interface MlDialect {

    /** The question about a lead. */
    MlRequest request(ScorableLead lead);

    /**
     * Reads the answer.
     *
     * @return 0 to 1
     * @throws CallFailure as BAD_ANSWER if it is not what the protocol says
     */
    double probability(Buffer answer);

    static MlDialect of(MlServiceConfig config) {
        return switch (config.protocol()) {
            case PLATFORM -> new PlatformDialect(config.sendPersonalData());
            case OPEN_INFERENCE -> new OpenInferenceDialect();
            case MLFLOW -> new MlflowDialect();
        };
    }

    /**
     * Puts a question together.
     *
     * @param beside what goes out beside the features and bears on the answer
     */
    static MlRequest question(ScorableLead lead, Map<String, Object> beside, Map<String, Object> document) {
        FeatureVector features = lead.features();
        return new MlRequest(
                lead.lead().lead().vertical(),
                features.hash().substring(features.hash().indexOf(':') + 1),
                beside,
                Buffer.buffer(MlJson.write(document)));
    }
}
