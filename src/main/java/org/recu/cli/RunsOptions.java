package org.recu.cli;

import java.nio.file.Path;

/**
 * The options of {@code recu runs}.
 *
 * @param folder to search for runs
 * @param json whether each run is printed as a JSON object on one line
 */
public record RunsOptions(Path folder, boolean json) {}
