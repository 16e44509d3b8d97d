package org.brixianode.report.sr;

import java.util.List;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Texts;
import org.brixianode.study.ModelIdentity;

/** TID 1002 Observer Context with TID 1004 Device Observer Identifying Attributes. */
final class DeviceObserver {

    /** TID 1002 row 1, TID 1004 rows 1 to 4. */
    static List<ContentItem> of(ModelIdentity model) {
        return List.of(
                ContentItem.code(Codes.OBSERVER_TYPE, Codes.DEVICE),
                ContentItem.uidRef(
                        Codes.DEVICE_OBSERVER_UID, NodeIdentity.deviceUid(model.digest())),
                ContentItem.text(
                        Codes.DEVICE_OBSERVER_NAME,
                        NodeIdentity.MODEL_NAME + ", model " + Texts.longString(model.id())),
                ContentItem.text(Codes.DEVICE_OBSERVER_MANUFACTURER, NodeIdentity.MANUFACTURER),
                ContentItem.text(Codes.DEVICE_OBSERVER_MODEL, NodeIdentity.MODEL_NAME));
    }

    private DeviceObserver() {}
}
