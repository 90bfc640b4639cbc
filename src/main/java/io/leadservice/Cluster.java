package io.leadservice;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.KubernetesConfig;
import io.leadservice.config.ClusterConfig;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * Membership by Hazelcast: who is there, and who serves which address. Lead data never pass through it.
 *
 * <p>Members are looked for in the configured way only; multicast and every other discovery are off. A silent member is dropped
 * after 10 s instead of a minute, and the parts of a cluster that was cut look for each other after 10 s instead of five minutes.
 */
final class Cluster {

    private static final int PORTS_TO_TRY = 100;

    private Cluster() {}

    static ClusterManager manager(ClusterConfig cluster) {
        System.setProperty("hazelcast.logging.type", "slf4j");
        Config config = ConfigUtil.loadConfig();
        config.setClusterName(cluster.name())
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.heartbeat.interval.seconds", "2")
                .setProperty("hazelcast.max.no.heartbeat.seconds", "10")
                .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
                .setProperty("hazelcast.graceful.shutdown.max.wait", "20");
        config.getNetworkConfig()
                .setPort(cluster.port())
                .setPortCount(PORTS_TO_TRY)
                .setPortAutoIncrement(true)
                .setPublicAddress(cluster.host());
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(cluster.host());
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        switch (cluster.discovery()) {
            case STATIC -> join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
            case DNS -> kubernetes(join, cluster).setProperty("service-dns", cluster.service());
            case KUBERNETES -> kubernetes(join, cluster).setProperty("service-name", cluster.service());
        }
        return new HazelcastClusterManager(config);
    }

    /** Resolves a name anywhere, and asks Kubernetes' own interface only for the pods of a service. */
    private static KubernetesConfig kubernetes(JoinConfig join, ClusterConfig cluster) {
        join.getTcpIpConfig().setEnabled(false);
        KubernetesConfig kubernetes = join.getKubernetesConfig();
        kubernetes.setEnabled(true).setProperty("service-port", Integer.toString(cluster.port()));
        return kubernetes;
    }
}
