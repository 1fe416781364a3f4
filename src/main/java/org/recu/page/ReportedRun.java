package org.recu.page;

import java.util.Optional;
import org.recu.run.RunHistory;

/**
 * A run as a report shows it.
 *
 * @param history of the run
 * @param cost of its network; empty if this program does not know the network
 * @param confusion of its best checkpoint; empty if it was not computed
 * @param withoutConfusion why there is none, without a full stop
 */
public record ReportedRun(
    RunHistory history,
    Optional<NetworkCost> cost,
    Optional<ConfusionMatrix> confusion,
    String withoutConfusion) {}
