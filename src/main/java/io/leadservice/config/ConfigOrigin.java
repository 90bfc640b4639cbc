package io.leadservice.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a configuration comes from, so that it can be read again.
 *
 * @param file the configuration file, if there is one to look at
 * @param tree the file's content where there is none
 * @param env environment variables
 * @param properties system properties
 */
public record ConfigOrigin(
        Optional<Path> file, Map<String, ?> tree, Map<String, String> env, Map<String, String> properties) {

    /** Of a file. */
    public static ConfigOrigin ofFile(Path file, Map<String, String> env, Map<String, String> properties) {
        return new ConfigOrigin(Optional.of(file), Map.of(), env, properties);
    }

    /** Of a file's content. */
    public static ConfigOrigin ofTree(Map<String, ?> tree, Map<String, String> env, Map<String, String> properties) {
        return new ConfigOrigin(Optional.empty(), tree, env, properties);
    }

    /** @throws ConfigException naming everything that is wrong */
    public ConfigSnapshot read() {
        Map<String, ?> content = file.isPresent() ? ConfigFile.read(file.get()) : tree;
        return new ConfigSnapshot(
                this, ConfigLoader.load(content, env, properties), ConfigSources.merge(content, env, properties));
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "ConfigOrigin[file=" + file + "]";
    }
}
