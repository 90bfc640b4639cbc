package io.leadservice.config;

import java.util.Locale;

/** How an outside ML service is asked. */
public enum MlProtocol {
    /** {@code {vertical, lead_data, session_id}} for {@code {score}}. */
    PLATFORM("/api/v1/score"),
    /** The Open Inference Protocol, version 2, as KServe, MLServer and Triton speak it. */
    OPEN_INFERENCE("/v2/models/lead-score/infer"),
    /** The scoring server of MLflow. */
    MLFLOW("/invocations");

    private final String path;

    MlProtocol(String path) {
        this.path = path;
    }

    /** What is posted to where nothing else is set. */
    String path() {
        return path;
    }

    /** The name in configuration, such as {@code open-inference}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
