using RocketMq.Typed;

namespace RocketMq.Interop.Tests;

public sealed class OrderlyTests
{
    private const string Topic = "interop-parcels";
    private const int Queues = 8;
    private const int Parcels = 40;
    private const int Stations = 8;

    [Fact]
    public async Task Two_members_share_the_queues_and_handle_every_key_in_order()
    {
        await using RealCluster cluster = RealCluster.Connect();
        await cluster.CreateTopicAsync(Topic, Queues);
        string run = Guid.NewGuid().ToString("N");
        var arrivals = new Arrivals<(string Parcel, int Station)>(Parcels * Stations);
        HashSet<string> members = [];
        TypedConsumer first = await StartAsync(cluster, new Depot(run, "first", arrivals, members));
        var messages = cluster.Own(new InteropMessages(cluster.Client));
        await SendAsync(messages, run, 0, Stations / 2);

        TypedConsumer second = await StartAsync(cluster, new Depot(run, "second", arrivals, members));
        await HalvesAsync(first.Consumer, second.Consumer).Within("both members to have their share");
        await SendAsync(messages, run, Stations / 2, Stations);

        await arrivals.Complete.Within("all stations of all parcels");
        members.ShouldBe(["first", "second"], ignoreOrder: true);
        foreach (IGrouping<string, (string Parcel, int Station)> parcel in arrivals.All.GroupBy(arrival => arrival.Parcel))
            parcel.Select(arrival => arrival.Station).ShouldBe(Enumerable.Range(0, Stations), parcel.Key);
    }

    private static async Task<TypedConsumer> StartAsync(RealCluster cluster, Depot depot) =>
        cluster.Own(
            await cluster
                .CreateClient()
                .StartConsumerAsync(depot, options => options.From = ConsumeFrom.First, RealCluster.Cancellation)
                .Within("a member's start")
        );

    private static async Task SendAsync(InteropMessages messages, string run, int from, int to)
    {
        for (int station = from; station < to; station++)
        {
            for (int parcel = 0; parcel < Parcels; parcel++)
                await messages.ParcelMoved.SendAsync(new($"parcel-{parcel}", run, station), RealCluster.Cancellation).Within("a send");
        }
    }

    /// <summary>Completes when each of the two owns half of the topic's queues.</summary>
    private static Task HalvesAsync(PushConsumer first, PushConsumer second)
    {
        var halved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        first.AssignmentChanged += _ => Check();
        second.AssignmentChanged += _ => Check();
        Check();
        return halved.Task;

        void Check()
        {
            if (OwnsHalf(first) && OwnsHalf(second))
                halved.TrySetResult();
        }
    }

    private static bool OwnsHalf(PushConsumer consumer) => consumer.AssignedQueues.Count(queue => queue.Topic == Topic) == Queues / 2;
}
