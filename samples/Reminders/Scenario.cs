using System.Collections.Concurrent;
using System.Text;
using RocketMq;
using RocketMq.Broker;

namespace Reminders;

/// <summary>Schedules reminders, recalls every third, and judges when the others came.</summary>
internal static class Scenario
{
    private const string Topic = "reminders";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static async Task<int> RunAsync(string? nameServers, CancellationToken cancellationToken)
    {
        await using EmbeddedBroker? broker = nameServers is null
            ? await EmbeddedBroker.StartAsync(cancellationToken: cancellationToken)
            : null;
        string[] addresses = nameServers?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [broker!.NameServerAddress];
        Console.WriteLine(broker is null ? $"Cluster at {nameServers}" : $"Embedded broker at {broker.NameServerAddress}");
        await using RocketMqClient client = new(new() { NameServers = addresses });
        await client.Administration.CreateTopicAsync(new(Topic), cancellationToken);
        await using Producer producer = client.CreateProducer(new() { Group = "reminders-producer" });
        ConcurrentDictionary<string, DateTimeOffset> arrivals = new();
        await using PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "reminders-readers" }.Subscribe(Topic),
            (message, _) =>
            {
                arrivals.TryAdd(Encoding.UTF8.GetString(message.Body.Span), message.StoreTime);
                return new(ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(cancellationToken);

        string run = Guid.NewGuid().ToString("N")[..6];
        Dictionary<string, DateTimeOffset> due = [];
        HashSet<string> recalled = [];
        for (int number = 0; number < 12; number++)
        {
            string name = $"{run}-{number}";
            Message reminder = new(Topic, Encoding.UTF8.GetBytes(name));
            ScheduledReceipt receipt = await ScheduleAsync(producer, reminder, number, cancellationToken);
            Console.WriteLine(
                $"{name} is due {receipt.DueTime:HH:mm:ss.fff}" + (receipt.DelayLevel is { } level ? $" (level {level})" : "")
            );
            if (number % 3 == 2 && receipt.RecallHandle is { } handle)
            {
                await producer.RecallAsync(Topic, handle, cancellationToken);
                recalled.Add(name);
            }
            else
                due.Add(name, receipt.DueTime);
        }
        await WaitAsync(() => due.Keys.All(arrivals.ContainsKey), cancellationToken);
        // A recalled reminder that came all the same would be here a moment after the last of the others.
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        return Judge(due, recalled, arrivals);
    }

    /// <summary>A delay, a time, or a level; recalled ones, every third, have a delay.</summary>
    private static ValueTask<ScheduledReceipt> ScheduleAsync(Producer producer, Message reminder, int number, CancellationToken ct) =>
        (number % 3) switch
        {
            0 => producer.SendAtAsync(reminder, DateTimeOffset.UtcNow.AddSeconds(3 + (number / 3.0)), ct),
            1 => producer.SendWithDelayLevelAsync(reminder, 1 + (number / 6), ct),
            _ => producer.SendAfterAsync(reminder, TimeSpan.FromSeconds(4), ct),
        };

    private static async Task WaitAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(50));
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (!condition())
                await poll.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"Waited {Patience.TotalSeconds:0} s for the rest");
        }
    }

    private static int Judge(
        Dictionary<string, DateTimeOffset> due,
        HashSet<string> recalled,
        ConcurrentDictionary<string, DateTimeOffset> arrivals
    )
    {
        int lost = due.Keys.Count(name => !arrivals.ContainsKey(name));
        // The due time is the client's, the arrival the broker's reading of the clock; a level counts from when the broker has the message.
        int early = due.Count(entry => arrivals.TryGetValue(entry.Key, out DateTimeOffset at) && at < entry.Value.AddMilliseconds(-50));
        int came = recalled.Count(arrivals.ContainsKey);
        if (came > 0)
            Console.WriteLine($"{came} recalled reminders came all the same");
        Console.WriteLine(
            $"Reminders: {due.Count + recalled.Count} scheduled, {due.Count - lost - early} delivered on time, {recalled.Count - came} recalled, "
                + $"{early} early, {lost} lost"
        );
        return lost == 0 && early == 0 && came == 0 && recalled.Count > 0 ? 0 : 1;
    }
}
