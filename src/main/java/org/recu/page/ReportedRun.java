package org.recu.page;

import java.util.Optional;
import org.recu.run.RunHistory;

/**
 * What a report tells of a run.
 *
 * @param history what the run's folder says
 * @param cost of its network; empty where this program knows no such network
 * @param confusion of its best checkpoint; empty where it was not computed
 * @param withoutConfusion why there is none, a sentence without an end
 */
public record ReportedRun(
    RunHistory history,
    Optional<NetworkCost> cost,
    Optional<ConfusionMatrix> confusion,
    String withoutConfusion) {}
