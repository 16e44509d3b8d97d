package org.brixianode.node;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.PlannedDelivery;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.StoredResults;

/** A queue with one scored image, whose report waits for one destination. */
final class OneResult {

    /** SOP Instance UID of the report. */
    static final String UID = "2.25.1";

    static void deliver(QueueDatabase database, Path folder, String destination, Instant at)
            throws StageException {
        JobQueue queue = new JobQueue(database);
        InstanceRef source = new InstanceRef("1.2.3", "1.2.3.4", "1.2.5", "1.2.9.1");
        Path file = folder.resolve("1.dcm");
        AeTitle title = new AeTitle("MODALITY");
        queue.enqueue(
                new ReceivedInstance(
                        source, "1.2.840.10008.1.2.1", title, title, file, 10, "digest", at));
        Job job = queue.claim(1, at, at.plusSeconds(60)).get(0);
        InstanceRef report = new InstanceRef("1.2.3", "1.2.3.5", "1.2.5", UID);
        OutgoingObject object =
                new OutgoingObject(ResultKinds.REPORT, report, source.sopInstanceUid(), file);
        Map<Zone, Integer> zones = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            zones.put(zone, 0);
        }
        StoredResult result =
                StoredResults.of(
                        source.sopInstanceUid(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        new ModelIdentity("m", "1", "a".repeat(64)),
                        zones,
                        List.of(new StoredObject(report, Set.of(destination))),
                        at);
        queue.completeScored(
                job,
                result,
                "{}",
                List.of(object),
                List.of(new PlannedDelivery(object, destination)),
                Optional.empty(),
                List.of());
    }

    private OneResult() {}
}
