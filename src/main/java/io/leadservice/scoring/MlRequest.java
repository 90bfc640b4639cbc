package io.leadservice.scoring;

import io.leadservice.crypto.KeyedHash;
import io.leadservice.lead.Vertical;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One question to the outside ML service. May hold personal data where the configuration says so, so {@link #toString} shows
 * none.
 *
 * @param vertical the line of insurance
 * @param featureHash of the features, without its prefix
 * @param beside what goes out beside the features and bears on the answer
 * @param body the whole question as JSON
 */
record MlRequest(Vertical vertical, String featureHash, Map<String, Object> beside, Buffer body) {

    /** The same for questions with the same answer. */
    String cacheKey(String modelVersion, String service, KeyedHash hash) {
        byte[] rest = (service + " " + MlJson.write(beside)).getBytes(StandardCharsets.UTF_8);
        return vertical + ":" + modelVersion + ":" + featureHash + ":" + hash.of(rest);
    }

    @Override
    public String toString() {
        return "MlRequest[" + vertical + "]";
    }
}
