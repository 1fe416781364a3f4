package org.recu.train;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recu.checkpoint.CheckpointStore;
import org.recu.checkpoint.RunDescription;
import org.recu.cluster.Team;
import org.recu.graph.DeviceGroup;
import org.recu.record.RunRecord;
import org.recu.teacher.Teacher;

/**
 * The environment of a run: its devices, checkpoints, reports, teacher and the other workers.
 *
 * @param description how the run was started; stored in its checkpoints
 * @param checkpoints where checkpoints are saved
 * @param report where progress is recorded
 * @param devices that were found to run on
 * @param teacher provides the logits to learn from; empty when learning from labels
 * @param stopRequested polled after every step, and while an image is waited for: whether to save
 *     and stop
 * @param team the workers that train together; most runs have one
 */
public record RunContext(
    RunDescription description,
    CheckpointStore checkpoints,
    RunRecord report,
    DeviceGroup devices,
    Optional<Teacher> teacher,
    BooleanSupplier stopRequested,
    Team team) {}
