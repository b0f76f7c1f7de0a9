using System.Globalization;
using System.Text;
using RocketMq;
using RocketMq.Broker;

namespace PriceQuotes;

/// <summary>One client asks for many prices at once, another answers all but one.</summary>
internal static class Scenario
{
    private const string Topic = "price-requests";
    private const string Unknown = "unknown";

    internal static async Task<int> RunAsync(string? nameServers, int requests, CancellationToken cancellationToken)
    {
        await using EmbeddedBroker? broker = nameServers is null
            ? await EmbeddedBroker.StartAsync(cancellationToken: cancellationToken)
            : null;
        string[] addresses = nameServers?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [broker!.NameServerAddress];
        Console.WriteLine(broker is null ? $"Cluster at {nameServers}" : $"Embedded broker at {broker.NameServerAddress}");
        await using RocketMqClient asking = new(new() { NameServers = addresses });
        await using RocketMqClient answering = new(new() { NameServers = addresses });
        await asking.Administration.CreateTopicAsync(new(Topic), cancellationToken);
        await using Producer responder = answering.CreateProducer(new() { Group = "price-desk" });
        await using PushConsumer consumer = answering.CreatePushConsumer(
            new PushConsumerOptions { Group = "price-desk" }.Subscribe(Topic),
            async (message, token) =>
            {
                string item = Encoding.UTF8.GetString(message.Body.Span);
                if (message.IsRequest && item != Unknown)
                    await responder.ReplyAsync(message, Encoding.UTF8.GetBytes(PriceOf(item)), token);
                return ConsumeResult.Success;
            }
        );
        await consumer.StartAsync(cancellationToken);

        await using Producer producer = asking.CreateProducer(new() { Group = "price-seekers" });
        string?[] prices = await Task.WhenAll(
            Enumerable.Range(0, requests).Select(number => AskAsync(producer, $"item-{number}", 30, cancellationToken))
        );
        string? silence = await AskAsync(producer, Unknown, 1, cancellationToken);

        int answered = prices.Count(price => price is not null);
        int wrong = prices.Where((price, number) => price != PriceOf($"item-{number}")).Count() + (silence is null ? 0 : 1);
        Console.WriteLine(
            $"PriceQuotes: {requests + 1} asked, {answered} answered, {(silence is null ? 1 : 0)} timed out as expected, {wrong} wrong"
        );
        return wrong == 0 && answered == requests ? 0 : 1;
    }

    private static async Task<string?> AskAsync(Producer producer, string item, int seconds, CancellationToken cancellationToken)
    {
        try
        {
            Reply reply = await producer.RequestAsync(
                new Message(Topic, Encoding.UTF8.GetBytes(item)),
                TimeSpan.FromSeconds(seconds),
                cancellationToken
            );
            return reply.BodyText;
        }
        catch (RocketMqException exception) when (exception.Reason == RocketMqErrorReason.NoReply)
        {
            return null;
        }
    }

    private static string PriceOf(string item) => $"{item}: {(item.Length * 3.25m).ToString("N2", CultureInfo.InvariantCulture)}";
}
