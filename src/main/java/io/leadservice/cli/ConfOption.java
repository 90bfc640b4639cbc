package io.leadservice.cli;

import io.leadservice.config.ConfigException;
import io.leadservice.config.ConfigOrigin;
import io.leadservice.config.ConfigSnapshot;
import io.leadservice.config.LeadServiceConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option {@code --conf} of the commands that read the service's configuration, so that all of them read the same. */
public final class ConfOption {

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Configuration file, YAML or JSON. Default: conf/lead-service.yaml of this checkout.")
    private Optional<Path> file = Optional.empty();

    /**
     * The configuration of the file, the environment and the system properties.
     *
     * @throws ConfigException naming everything that is wrong
     */
    public LeadServiceConfig load(Map<String, String> env) {
        return read(env).config();
    }

    /** The same, for a service that looks at the file while it runs. */
    public ConfigSnapshot read(Map<String, String> env) {
        Properties properties = System.getProperties();
        Map<String, String> named = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
        return ConfigOrigin.ofFile(path(env), env, named).read();
    }

    /** The same for a tool beside the service, which needs nothing of what production must be given. */
    public LeadServiceConfig loadForTools(Map<String, String> env) {
        Map<String, String> development = new HashMap<>(env);
        development.put("APP_ENV", "development");
        return load(development);
    }

    private Path path(Map<String, String> env) {
        return file.orElseGet(() -> Path.of(env.getOrDefault("LEAD_HOME", "."), "conf", "lead-service.yaml"));
    }
}
