using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Security;

/// <summary>A client of a broker with access control.</summary>
public sealed class AccessControlTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public async Task A_permitted_user_creates_sends_and_consumes(HeaderFormat format)
    {
        await using EmbeddedBroker broker = await StartAsync();
        await using RocketMqClient admin = Connect(broker, new AclCredentials("admin", "admin-secret"), format);
        await admin.Administration.CreateTopicAsync(new("orders"), Cancellation).Within("the creation");
        await using RocketMqClient client = Connect(broker, new AclCredentials("seller", "seller-secret"), format);
        await using Producer producer = client.CreateProducer();
        TaskCompletionSource<ReceivedMessage> received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "billing", From = ConsumeFrom.First }.Subscribe("orders"),
            (message, _) =>
            {
                received.TrySetResult(message.Detach());
                return ValueTask.FromResult(ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        await producer.SendAsync(new Message("orders", new byte[10_000]) { Tag = "käse" }, Cancellation).Within("the send");

        (await received.Task.Within("the message")).Tag.ShouldBe("käse");
    }

    [Fact]
    public async Task A_wrong_secret_and_missing_credentials_are_told_apart()
    {
        await using EmbeddedBroker broker = await StartAsync();
        (await FailAsync(broker, new AclCredentials("seller", "wrong"), "orders")).Message.ShouldContain("check signature failed.");
        (await FailAsync(broker, new AclCredentials("nobody", "x"), "orders")).Message.ShouldContain("User:nobody is not found.");
        (await FailAsync(broker, null, "orders")).Message.ShouldContain("username cannot be null.");
    }

    [Fact]
    public async Task Permissions_of_topics_and_groups_count()
    {
        await using EmbeddedBroker broker = await StartAsync();
        AclCredentials seller = new("seller", "seller-secret");
        (await FailAsync(broker, seller, "salaries")).Message.ShouldContain(
            "User:seller has no permission to access Topic:salaries from 127.0.0.1, the decision is deny."
        );
        await using RocketMqClient client = Connect(broker, seller);
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            client.Administration.CreateTopicAsync(new("more"), Cancellation).Within("the creation")
        );
        error.Message.ShouldContain("User:seller has no permission to access Topic:more");
    }

    [Fact]
    public async Task A_checker_settles_transactions_of_a_user_who_may_publish_to_their_topic_only()
    {
        AclAccount shop = new("shop", "shop-secret")
        {
            DefaultTopicPermission = AclPermissions.None,
            TopicPermissions = { ["orders"] = AclPermissions.All },
        };
        ManualTimeProvider time = new();
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(
            new()
            {
                Acl = new AclOptions { Accounts = [shop] },
                Topics = [new TopicDefinition("orders")],
                TimeProvider = time,
            },
            Cancellation
        );
        using LogLines log = new();
        await using RocketMqClient client = new(
            new()
            {
                NameServers = [broker.NameServerAddress],
                Credentials = new AclCredentials("shop", "shop-secret"),
                LoggerFactory = log,
                TimeProvider = time,
            }
        );
        await using TransactionProducer producer = client.CreateTransactionProducer(
            new() { Group = "order-ledger" },
            (_, _) => ValueTask.FromResult(TransactionOutcome.Commit)
        );
        await producer
            .SendAsync(new Message("orders", new byte[1]), (_, _) => ValueTask.FromResult(TransactionOutcome.Unknown), Cancellation)
            .Within("the undecided transaction");
        await time.AdvanceUntilAsync(
            log.WaitForAsync("A broker asked about transaction"),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(2),
            "the broker takes the checker's answer"
        );
        broker.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task A_consumer_that_is_refused_asks_at_its_usual_pace()
    {
        await using EmbeddedBroker broker = await StartAsync();
        using LogLines log = new();
        ManualTimeProvider time = new();
        await using RocketMqClient client = new(
            new()
            {
                NameServers = [broker.NameServerAddress],
                Credentials = new AclCredentials("seller", "wrong"),
                LoggerFactory = log,
                TimeProvider = time,
            }
        );
        PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "billing" }.Subscribe("billed"),
            (_, _) => ValueTask.FromResult(ConsumeResult.Success)
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        await time.AdvanceUntilAsync(
            log.WaitForAsync("check signature failed"),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(2),
            "nothing tells that the consumer is refused"
        );
        int before = log.Count("check signature failed");
        time.Advance(TimeSpan.FromSeconds(1));
        (log.Count("check signature failed") - before).ShouldBeLessThanOrEqualTo(8);
        await time.AdvanceUntilAsync(
            consumer.DisposeAsync().AsTask(),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(2),
            "the consumer does not end"
        );
    }

    private static async Task<BrokerException> FailAsync(EmbeddedBroker broker, AclCredentials? credentials, string topic)
    {
        await using RocketMqClient client = Connect(broker, credentials);
        await using Producer producer = client.CreateProducer();
        BrokerException error = await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(new Message(topic, new byte[1]), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.PermissionDenied);
        return error;
    }

    private static ValueTask<EmbeddedBroker> StartAsync()
    {
        AclOptions acl = new()
        {
            Accounts =
            [
                new AclAccount("admin", "admin-secret") { IsAdmin = true },
                new AclAccount("seller", "seller-secret")
                {
                    TopicPermissions = { ["salaries"] = AclPermissions.None },
                    GroupPermissions = { ["billing"] = AclPermissions.Subscribe },
                },
            ],
        };
        return EmbeddedBroker.StartAsync(new() { Acl = acl, Topics = [new TopicDefinition("billed")] }, Cancellation);
    }

    private static RocketMqClient Connect(EmbeddedBroker broker, AclCredentials? credentials, HeaderFormat format = HeaderFormat.Binary) =>
        new(
            new()
            {
                NameServers = [broker.NameServerAddress],
                Credentials = credentials,
                HeaderFormat = format,
            }
        );
}
