package org.recu.cluster;

import org.tensorflow.Graph;
import org.tensorflow.Server;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.JobDef;
import org.tensorflow.proto.ServerDef;

/**
 * TensorFlow's gRPC server in this process, which all sessions that talk to other workers run on.
 * Every process is the master of its own sessions and sees its own devices only; they meet in
 * collective ops.
 *
 * <p>TensorFlow cannot stop a server that has started: it ends with the process.
 */
final class ClusterServer {

  private static final String JOB = "worker";
  private static final String LEADER = "/job:worker/replica:0/task:0";

  private final ClusterOptions options;
  private final ConfigProto configuration;

  /** Whether the server's port is closed to other machines. */
  private final boolean confined;

  /**
   * Starts the server.
   *
   * @param options the workers
   * @param device configuration of sessions on this process's device
   * @throws ClusterException if it cannot listen
   */
  ClusterServer(ClusterOptions options, ConfigProto device) throws ClusterException {
    this.options = options;
    configuration =
        device.toBuilder()
            .setIsolateSessionState(true)
            .addDeviceFilters("/job:" + JOB + "/task:" + options.task())
            .setExperimental(
                device.getExperimental().toBuilder()
                    .setCollectiveGroupLeader(LEADER)
                    .setCollectiveNccl(false))
            .build();
    JobDef.Builder job = JobDef.newBuilder().setName(JOB);
    for (int task = 0; task < options.size(); task++) {
      job.putTasks(task, options.workers().get(task).toString());
    }
    ServerDef definition =
        ServerDef.newBuilder()
            .setCluster(ClusterDef.newBuilder().addJob(job))
            .setJobName(JOB)
            .setTaskIndex(options.task())
            .setProtocol("grpc")
            .setDefaultSessionConfig(configuration)
            .build();
    Server server;
    try {
      server = new Server(definition);
    } catch (TensorFlowException e) {
      throw new ClusterException(
          "cannot listen on port %d for %s: is another program listening there? (%s)"
              .formatted(
                  options.own().port(),
                  options.name(options.task()),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
    boolean wanted = options.workers().stream().allMatch(Address::isLoopback);
    // Before the first connection is accepted.
    confined = wanted && ListeningSocket.confineToLoopback(options.own().port());
    server.start();
  }

  /** Whether other machines can reach the port. */
  boolean isOpen() {
    return !confined;
  }

  /** Opens a session on this server. */
  Session open(Graph graph) {
    return TargetSession.open(graph, configuration, "grpc://" + options.own());
  }
}
