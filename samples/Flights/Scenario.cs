using RocketMq;
using RocketMq.Broker;
using RocketMq.Typed;

namespace Flights;

/// <summary>Starts two consumers, sends all flights, waits until they are handled, and verifies.</summary>
internal static class Scenario
{
    private const int Queues = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    internal static async Task<int> RunAsync(FileInfo data, string? nameServers, int inFlight, CancellationToken cancellationToken)
    {
        if (!data.Exists)
        {
            await Console.Error.WriteLineAsync(
                $"Flights: there is no file '{data.FullName}'; give the path of flights-20k.json as the argument."
            );
            return 2;
        }
        FlightRecord[] flights = await FlightRecord.ReadAsync(data, cancellationToken);
        await using EmbeddedBroker? broker = nameServers is null
            ? await EmbeddedBroker.StartAsync(cancellationToken: cancellationToken)
            : null;
        string[] addresses = nameServers?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [broker!.NameServerAddress];
        Console.WriteLine($"{flights.Length} flights, {(broker is null ? "cluster" : "embedded broker")} at {string.Join(';', addresses)}");
        string run = Guid.NewGuid().ToString("N");
        Progress progress = new(run, flights.Length);
        AirportBoard[] boards = [new(), new()];
        TimeSpan elapsed;
        await using (RocketMqClient first = new(new() { NameServers = addresses }))
        await using (RocketMqClient second = new(new() { NameServers = addresses }))
        {
            await first.Administration.CreateTopicAsync(new("flights") { WriteQueues = Queues }, cancellationToken);
            await using FlightsMessages messages = new(first);
            await using TypedConsumer one = await first.StartConsumerAsync(
                new AirportStatistics(boards[0], progress),
                Earliest,
                cancellationToken
            );
            await using TypedConsumer two = await second.StartConsumerAsync(
                new AirportStatistics(boards[1], progress),
                Earliest,
                cancellationToken
            );
            await SharedEvenlyAsync(one, two, cancellationToken);

            Console.WriteLine($"two consumers own {Owned(one)} and {Owned(two)} queues");
            long started = TimeProvider.System.GetTimestamp();
            await new FlightSender(messages, run, inFlight).SendAllAsync(flights, cancellationToken);
            Console.WriteLine($"sent in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:N2} s");
            await Task.WhenAny(progress.Complete, Task.Delay(Patience, cancellationToken));
            elapsed = TimeProvider.System.GetElapsedTime(started);
        }
        return Report.Print(flights, boards, progress.Handled, elapsed);
    }

    private static void Earliest(PushConsumerOptions options) => options.From = ConsumeFrom.First;

    /// <summary>Each consumer keeps the state of its own airports, so no queue may change hands while flights flow.</summary>
    private static async Task SharedEvenlyAsync(TypedConsumer one, TypedConsumer two, CancellationToken cancellationToken)
    {
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(20));
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (Owned(one) != Queues / 2 || Owned(two) != Queues / 2)
        {
            await poll.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>One of the two also owns the queue of the group's retry topic; that one does not count here.</summary>
    private static int Owned(TypedConsumer consumer) => consumer.AssignedQueues.Count(queue => queue.Topic == "flights");
}
