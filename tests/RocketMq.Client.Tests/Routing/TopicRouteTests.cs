using System.Text;
using System.Text.Json;
using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Tests.Kit;

namespace RocketMq.Tests.Routing;

public sealed class TopicRouteTests
{
    [Fact]
    public void Queues_are_those_that_Java_derives_in_the_same_order()
    {
        foreach (JsonElement vector in GoldenVectors.Read("route_conversion.json"))
        {
            TopicRouteData data = TopicRouteData.Parse(Encoding.UTF8.GetBytes(vector.GetProperty("routeJson").GetString()!));
            TopicRoute route = TopicRoute.From("t", data);
            Names(route.PublishQueues).ShouldBe(Texts(vector.GetProperty("publishQueuesInOrder")));
            if (vector.TryGetProperty("subscribeQueuesSorted", out JsonElement subscribed))
                Names(route.SubscribeQueues).ShouldBe(Texts(subscribed));
        }
    }

    [Fact]
    public void A_template_gives_an_unknown_topic_at_most_the_default_number_of_queues()
    {
        TopicRoute template = TopicRoute.From("TBW102", Routes.OneBroker("broker-a", "10.0.0.1:10911", queues: 8));
        Names(TopicRoute.FromTemplate("orders", template, 4).PublishQueues)
            .ShouldBe(["broker-a:0", "broker-a:1", "broker-a:2", "broker-a:3"]);
        Names(TopicRoute.FromTemplate("orders", template, 16).PublishQueues).Count().ShouldBe(8);
        TopicRoute.FromTemplate("orders", template, 4).PublishQueues[0].Topic.ShouldBe("orders");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void An_impossible_number_of_queues_is_a_protocol_error(int count) =>
        Should.Throw<ProtocolException>(() => TopicRoute.From("orders", Routes.OneBroker("broker-a", "10.0.0.1:10911", count)));

    [Fact]
    public void Routes_are_the_same_whatever_order_they_list_brokers_in()
    {
        TopicRouteData left = Routes.Merge(
            Routes.OneBroker("broker-a", "10.0.0.1:10911", 4),
            Routes.OneBroker("broker-b", "10.0.0.2:10911", 4)
        );
        TopicRouteData right = Routes.Merge(
            Routes.OneBroker("broker-b", "10.0.0.2:10911", 4),
            Routes.OneBroker("broker-a", "10.0.0.1:10911", 4)
        );
        TopicRouteComparison.AreSame(left, right).ShouldBeTrue();
        TopicRouteComparison.AreSame(left, Routes.Merge(Routes.OneBroker("broker-a", "10.0.0.1:10911", 4))).ShouldBeFalse();
        TopicRouteComparison
            .AreSame(Routes.OneBroker("broker-a", "10.0.0.1:10911", 4), Routes.OneBroker("broker-a", "10.0.0.9:10911", 4))
            .ShouldBeFalse();
    }

    private static IEnumerable<string> Names(IEnumerable<MessageQueue> queues) =>
        queues.Select(queue => $"{queue.BrokerName}:{queue.QueueId}");

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(element => element.GetString()!);
}
