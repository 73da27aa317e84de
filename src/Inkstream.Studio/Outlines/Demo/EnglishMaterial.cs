namespace Inkstream.Studio.Outlines.Demo;

/// <summary>The story in English.</summary>
internal sealed class EnglishMaterial(OutlineBrief brief, DemoWords words, DemoCast cast) : DemoMaterial(brief, words, cast)
{
    protected override string Demographic => "[Viewers from 18 to 40, most of them women|People from 20 to 45 who watch on the way home] who like [quick turns and strong feelings|secrets, payback and slow-burning love]";

    protected override IReadOnlyList<string> Themes => ["Standing up after being written off", "[Truth and forgiveness|What families owe each other]", "[Love as partnership, not rescue|Winning without a saviour]"];

    protected override IReadOnlyList<string> SellingPoints =>
    [
        "A talking point for everyone who was ever underestimated: {a} goes from [nobody's first call to everybody's last hope|thrown out to impossible to ignore]",
        "One hook carries the whole season: {thing} hides {secret}, and every few episodes another layer comes off",
        "A rival worth arguing about: {v} has a reason for every cruel thing {vs} does, and the comments will [split down the middle|never agree]",
        "[Cheap to shoot|Easy to produce]: a small cast, {place}, and {stage}; everything else happens between faces",
    ];

    protected override IReadOnlyList<string> SatisfactionPoints =>
    [
        "Mockers put in their place: at {stage}, {a} holds up {proof} and [the room goes silent|the laughter dies]",
        "Identity revealed: everyone thinks {a} has nothing, until the deciding vote on {deal} turns out to be {ap} own",
        "Love won back: {b} walks out in front of everyone [to stand beside {a}|and gives up the job for the truth]",
        "Justice done: {e} speaks at last, and {secret} is out for good",
    ];

    protected override string SettingSummary =>
        "A city today. {a} holds on to {place} with nothing but {thing}. {v} wants it gone for {deal}, and neither knows that both their families hang on {secret}. [Whoever finds {proof} first decides how it ends|The one thing that can change it all is {proof}].";

    protected override IReadOnlyList<string> Scenes =>
        ["{place}, where {a} lives and the secret begins", "{v}'s office, where deals are made and broken", "[A street corner in the rain|A footbridge at night], where {a} and {b} first tell the truth", "{stage}, where every mask comes off"];

    protected override IReadOnlyList<string> Stages =>
    [
        $"{Beginning}. "
        + "For years {a} has kept {place} alive, [taking any job by day and going through old things by night|asking nobody for anything], with {thing} as the only inheritance. The first episode opens with {v} walking in with six men and a notice: for {deal}, the place must be empty in three days. Neighbours film. Somebody laughs. {a} does not cry; {as} asks, for everyone to hear, \"Do you know who this belonged to before?\" For the first time {v} loses colour. In the shoving, {thing} falls and breaks open, and half a photograph slides out: {e}, thirty years younger. {b}, hired by {v} to keep things smooth, sees it and [forgets what {bs} came to say|quietly pockets it]. That night {f} sits up with {a} and begs {ao} to sell and leave. But on the back of the photograph there is a date, and it is the date of {secret}. {a} puts the kettle on. {as} is not going anywhere until {as} knows who has been lying.",
        "{a} takes the question to {e}, who will not open the door and sends out one sentence: stop looking. {v} moves faster. By morning the whole street has heard that {a} [steals|blackmails people with old stories]; the orders stop, and the landlord wants the keys. {b} is sent to negotiate. The two face each other [in the rain|across the empty counter]: {bs} names a price, {as} tears the cheque in half and says, \"I want one true sentence.\" It hits home, because {b} lost a father to {secret} as well. {v} invites {a} to a dinner that is really a trial, and demands an apology before the guests. {f} overturns the table and is dragged out. {a} bends {ap} head, and sees on {v}'s wrist the bracelet from the photograph. {as} straightens up and says a name aloud. A glass breaks on the floor. From that moment it is war between two families. Outside, {b} catches up and gives back the half of the photograph that {bs} had kept.",
        "Put together, the halves point to a file that nobody was ever shown: {proof}. {a} and {b} go after it, one through old ledgers, the other through locked archives, and [learn to stop watching each other and start watching the door|trust grows with every narrow escape]. {f} takes a job as {v}'s assistant and writes everything down on the wall of {place}. Then it all goes wrong in one day: the storeroom is emptied, the witness takes it back, and {f} is caught. {v} does not call the police. {vs} offers {fo} a chair and one fact: {a}'s own mother signed. {f} cannot say it to {a}, carries it alone, and the two friends fight for the first time in their lives. Meanwhile {b} learns that the man who paid for {bp} education stands behind {v}. To hand over the evidence is to lose everything. At the last hearing before {deal}, {b} does not come. {a} stands there alone, has no answer to a single question, and loses.",
        "Everyone thinks that it is over. {v} plans to celebrate at {stage}, and sends {a} an invitation out of spite. That evening {e} knocks at last and tells {secret}: the one who took the blame was no criminal but {a}'s father, and those who did it have sat in the best seats ever since. {a} takes {thing} apart to the last screw, and there it is: the other half of {proof}. At {stage} the lights come up, {v} lifts a glass, and the screen behind {vo} changes. {a} walks on in working clothes and reads the names, one by one, until {as} reaches the last and stops. It is the name of {v}'s father. {v} tears at the cables. The door opens, and {b} comes in with the whole file, [resigns in front of everyone|and takes the place beside {a}]. Only now does {v} understand: the family {vs} hated for ten years has been paying for {vp} own. [Nobody breathes|The room explodes]. On {vp} knees, {v} asks what {vs} never dared to ask: \"Then what was all this for?\"",
        "With the truth out, {deal} is stopped and opened again, and those who kept silent come to apologise, one after another. {a} could take everything now. {as} asks for two things: a father's name, and {place}. {v} [goes to the police alone|hands over every account], and before leaving puts the bracelet into {a}'s hand; they sit together for a minute, and nobody says forgive and nobody says hate. {f} comes with a suitcase to say goodbye, and {a} blocks the door: \"The writing is still on the wall. Where do you think you are going?\" They laugh until they cry. {e} moves back to the street and comes by every day to tell the young ones how it was. {b} has lost the job, and rents a room across the road with {bp} own name on the door. In the last episode {place} opens again, with {thing} repaired and in the window. {b} asks whether there is any work. {a} throws over a bunch of keys and says, \"Start with opening up.\" [The shutters rise|Morning light falls in], and a new day begins.",
    ];

    protected override IReadOnlyList<DemoRole> Roles =>
    [
        new("female_lead", "male_lead", "27", "keeps {place} going with {ap} own hands; [quiet on the outside and unbeatable within|of few words, and not to be talked out of anything]. It was never about money: {as} wants one true sentence.", "owner of {place}", ["stubborn", "[observant|exact]", "too proud to ask"], "from carrying everything alone to trusting others, and letting go",
            new Dictionary<int, string> { [1] = "first an opponent, then a partner in love", [2] = "an enemy, and a victim of the same secret", [3] = "best friend", [4] = "holds the key to the truth" }, ["tears up the cheque", "reads the names at {stage}"]),
        new("female_second", "male_second", "30", "manages the project for {v}; [reasonable to a fault|careful with every word], until one sentence from {a} undoes years of conviction.", "project manager", ["restrained", "honest", "[afraid of owing anyone|slow to choose]"], "from doing other people's work to making one choice of {bp} own",
            new Dictionary<int, string> { [0] = "sent to buy out, stays to love", [2] = "employer and benefactor", [4] = "an old friend of the family" }, ["gives back half of the photograph in the rain", "walks in at {stage}"]),
        new("antagonist", "antagonist", "32", "runs {deal}; [ruthless with perfect manners|never raises {vp} voice]. {vs} believes that {vs} is collecting a debt for {vp} father.", "chief executive", ["driven", "[lonely|suspicious]", "keeps every promise"], "from avenger to penitent, on learning whom {vs} should have hated",
            new Dictionary<int, string> { [0] = "child of the family {vs} has hated for ten years", [1] = "the one employee {vs} trusts", [3] = "somebody to use" }, ["serves the notice at {place}", "kneels on the stage"]),
        new("female_supporting", "male_supporting", "26", "has known {a} since school; [a quick mouth and a warm heart|never serious], and there when it counts.", "runs a delivery station", ["loyal", "rash", "[vain|afraid of being alone]"], "from causing trouble to owning up to it",
            new Dictionary<int, string> { [0] = "friend since childhood", [2] = "used by {vo}, and the only one who saw {vo} weak" }, ["overturns the table", "writes the secret on the wall"]),
        new("other", "other", "63", "knows what happened and [has been silent for ten years|bought peace with silence]; has not slept well since.", "retired bookkeeper", ["timid", "sentimental", "[guilty|decent at heart]"], "from hiding to speaking, to settle an old debt",
            new Dictionary<int, string> { [0] = "child of a friend {es} could not face", [1] = "somebody {es} saw grow up" }, ["keeps the door shut", "comes at night to tell the truth"]),
    ];

    protected override DemoRole Extra => new("other", "other", "45", "[an old neighbour who sees everything|a regular at {place} who hears everything first], and says the fair thing when nobody else dares to.", "shopkeeper", ["frank", "[curious|gruff and kind]"],
        "from watching to standing up as a witness", new Dictionary<int, string> { [0] = "has known {ao} since childhood", [2] = "the first to talk back to {vo}" }, ["rises at the hearing"]);

    protected override string ExtraName => "Dot Mallory";

    protected override string AnyGenre => "Urban · Romance · Comeback";

    protected override IReadOnlyList<string> Titles => ["The Other Half of the Photograph", "One True Sentence", "Not Going Anywhere", "Who Has Been Lying"];

    protected override string Gender(bool isFemale) => isFemale ? "female" : "male";
}
