package org.recu.cli;

import java.nio.file.Path;

/**
 * A call of {@code recu runs}.
 *
 * @param folder below which the runs are
 * @param json whether each run is a JSON object on a line
 */
public record RunsOptions(Path folder, boolean json) {}
