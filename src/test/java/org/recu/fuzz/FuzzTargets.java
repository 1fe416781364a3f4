package org.recu.fuzz;

import java.util.List;
import org.recu.checkpoint.StateTarget;
import org.recu.data.cifar.CifarTarget;
import org.recu.data.download.ArchiveTarget;
import org.recu.data.folders.ListingTarget;
import org.recu.image.ImageTarget;
import org.recu.inference.ModelCardTarget;
import org.recu.packed.PackedTarget;
import org.recu.pickle.PickleTarget;
import org.recu.pytorch.LegacyTarget;
import org.recu.pytorch.SafetensorsTarget;
import org.recu.pytorch.ZipTarget;
import org.recu.record.JsonLinesTarget;
import org.recu.run.RunFilesTarget;
import org.recu.tensorboard.EventTarget;
import org.recu.trial.TimesFileTarget;

/** The fuzz targets, one for each reader of files. */
final class FuzzTargets {

  static final List<Class<?>> ALL =
      List.of(
          PickleTarget.class,
          ZipTarget.class,
          LegacyTarget.class,
          SafetensorsTarget.class,
          CifarTarget.class,
          StateTarget.class,
          ListingTarget.class,
          JsonLinesTarget.class,
          RunFilesTarget.class,
          EventTarget.class,
          ModelCardTarget.class,
          ImageTarget.class,
          PackedTarget.class,
          ArchiveTarget.class,
          TimesFileTarget.class);

  private FuzzTargets() {}
}
