package org.brixianode.score.load;

import java.util.List;
import org.brixianode.model.Devices;
import org.brixianode.model.Sessions;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.tensorflow.proto.ConfigProto;

/**
 * The selected device.
 *
 * @param name name for display
 * @param session configuration of sessions on it
 */
record DeviceInUse(String name, ConfigProto session) {

    /**
     * @throws StageException if a GPU is required and there is none
     */
    static DeviceInUse choose(Device wanted) throws StageException {
        List<String> gpus = wanted == Device.CPU ? List.of() : Devices.gpus();
        if (!gpus.isEmpty()) {
            return new DeviceInUse("GPU (" + gpus.get(0) + ")", Sessions.standard());
        }
        if (wanted == Device.GPU) {
            throw new StageException(
                    FailureReason.PARK,
                    "model.device = gpu, but TensorFlow finds no GPU: build with profile 'gpu' and"
                            + " check the driver with nvidia-smi, or set model.device = auto");
        }
        return new DeviceInUse("CPU", Sessions.cpuOnly());
    }
}
